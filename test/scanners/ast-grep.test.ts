import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { astGrep, astGrepExtra } from '../../src/scanners/ast-grep.ts';
import { ruleFolderHasFiles } from '../../src/scanners/ast-grep-languages.ts';
import { installation, places, projectRoot, repository, sarifRuns, scanContext } from './scan-setup.ts';

const rule = `id: no-danger
language: Tsx
severity: error
message: Do not call danger with $A.
note: Call safe instead.
rule: { pattern: danger($A) }
fix: safe($A)
metadata:
  title: A dangerous call
  cwe: [95, 94]
  security-severity: '8.8'
  confidence: high
  category: vulnerability
`;
/** A file that ast-grep reads as each language of the rules. */
const fileOf: Readonly<Record<string, string>> = {
  Bash: 'a.sh',
  CSharp: 'a.cs',
  Go: 'a.go',
  Hcl: 'a.tf',
  Html: 'app/AndroidManifest.xml',
  Java: 'a.java',
  Kotlin: 'a.kt',
  Php: 'a.php',
  Python: 'a.py',
  Ruby: 'a.rb',
  Tsx: 'a.js',
  Yaml: 'a.yml',
};
const ownRules = installation({ root: repository({ 'rules/javascript/no-danger.yml': rule }).root });
const scan = (files: Record<string, string | Buffer>) =>
  astGrep.scan(repository(files), scanContext({ installation: ownRules }));

describe('ast-grep', () => {
  it('passes over minified code and says so', async () => {
    const written = `danger(1); // ${'x'.repeat(49_000)}\n`;
    const outcome = await scan({ 'dist.js': `danger(1);${'x();'.repeat(12_600)}\n`, 'long.js': written });
    expect(outcome.run).toMatchObject({
      outcome: 'ok',
      findings: 1,
      detail: 'not scanned for being minified: dist.js',
    });
    const [run] = sarifRuns(outcome);
    expect(
      run?.results?.map((result) => result.locations?.[0]?.physicalLocation?.artifactLocation?.uri),
    ).toEqual(['long.js']);
  });

  it('reports rule, place, help, severity, weakness and fix', async () => {
    const outcome = await scan({ 'src/a.ts': 'let x = 1;\n/* 😀 */ danger("é😀" + x);\n' });
    expect(outcome.run).toMatchObject({ name: 'ast-grep', outcome: 'ok', findings: 1 });
    expect(outcome.run.version).toMatch(/^\d+\.\d+\.\d+$/);
    const [run] = sarifRuns(outcome);
    expect(run?.tool.driver.rules).toEqual([
      expect.objectContaining({
        id: 'no-danger',
        shortDescription: { text: 'A dangerous call' },
        help: { text: 'Call safe instead.', markdown: 'Call safe instead.' },
        properties: {
          'security-severity': '8.8',
          category: 'vulnerability',
          tags: ['security', 'confidence/high', 'external/cwe/cwe-95', 'external/cwe/cwe-94'],
        },
      }),
    ]);
    const [result] = run?.results ?? [];
    expect(result?.message.text).toBe('Do not call danger with "é😀" + x.');
    // Columns in UTF-16 units: the emoji counts two.
    expect(result?.locations[0]?.physicalLocation.region).toMatchObject({
      startLine: 2,
      endLine: 2,
      startColumn: 10,
      endColumn: 27,
    });
    expect(result?.fixes).toEqual([
      expect.objectContaining({
        artifactChanges: [
          {
            artifactLocation: { uri: 'src/a.ts' },
            replacements: [
              {
                deletedRegion: { startLine: 2, endLine: 2, startColumn: 10, endColumn: 27 },
                insertedContent: { text: 'safe("é😀" + x)' },
              },
            ],
          },
        ],
      }),
    ]);
  });

  it('counts columns of a finding over several lines by the line of each end', async () => {
    const outcome = await scan({ 'a.js': '😀; danger(\n  "😀"\n);\n' });
    expect(sarifRuns(outcome)[0]?.results[0]?.locations[0]?.physicalLocation.region).toMatchObject({
      startLine: 1,
      startColumn: 5,
      endLine: 3,
      endColumn: 2,
    });
  });

  it.each([
    ['JavaScript', 'a.js'],
    ['TypeScript', 'deep/er/a.mts'],
    ['JSX', 'a.jsx'],
    ['a name with blanks', 'a folder/a b.ts'],
    ['a name like an option', '--config=x.js'],
    ['a name with a colon', 'c:d.js'],
    ['a name that is not ASCII', 'ünï/ço.js'],
    ['a hidden folder', '.storybook/a.js'],
  ])('finds in %s', async (_, path) => {
    expect(places(await scan({ [path]: 'danger(1)\n' }))).toEqual([`no-danger ${path}:1:1`]);
  });

  it.each([
    ['Latin-1', Buffer.from('// caf\xe9\ndanger(1)\n', 'latin1')],
    ['UTF-16', Buffer.from('\uFEFF// x\ndanger(1)\n', 'utf16le')],
    ['a byte order mark', '\uFEFF// x\ndanger(1)\n'],
    ['CR LF', '// x\r\ndanger(1)\r\n'],
    ['a NUL', '// \0\ndanger(1)\n'],
  ])('finds in a file with %s', async (_, content) => {
    expect(places(await scan({ 'a.js': content }))).toEqual(['no-danger a.js:2:1']);
  });

  it('shows what a comment in the code switched off as suppressed', async () => {
    const outcome = await scan({
      'a.js': '// ast-grep-ignore\ndanger(1)\n\ndanger(2)\ndanger(3) // ast-grep-ignore: no-danger\n',
      'whole.js': '// ast-grep-ignore\n\n\ndanger(1)\n',
      'latin.js': Buffer.from('// \xe9\n// ast-grep-ignore\ndanger(1)\n', 'latin1'),
    });
    expect(places(outcome)).toEqual([
      'no-danger a.js:2:1 suppressed',
      'no-danger a.js:4:1',
      'no-danger a.js:5:1 suppressed',
      'no-danger latin.js:3:1 suppressed',
      'no-danger whole.js:4:1 suppressed',
    ]);
  });

  it('takes no configuration and no ignore file of the repository', async () => {
    const target = repository({
      'src/a.js': 'danger(1)\n',
      'sgconfig.yml': 'ruleDirs: [nothing]\n',
      'src/sgconfig.yml': 'ruleDirs: [nothing]\n',
      '.gitignore': 'src/\n',
      '.ignore': '*.js\n',
      'src/.ignore': '*.js\n',
    });
    const outcome = await astGrep.scan(target, scanContext({ installation: ownRules }));
    expect(places(outcome)).toEqual(['no-danger src/a.js:1:1']);
  });

  it('scans more files than fit on one command line', async () => {
    const files = Array.from({ length: 1500 }, (_, i) => [`${'d'.repeat(200)}/${i}.js`, 'danger(1)\n']);
    const outcome = await scan(Object.fromEntries(files));
    expect(outcome.run).toMatchObject({ outcome: 'ok', findings: 1500 });
  });

  it('names a file that ast-grep would pass over without a word', async () => {
    const outcome = await scan({
      'big.js': `danger(1)\n${'// a line of padding\n'.repeat(200_001)}`,
      'a.js': '',
    });
    expect(outcome.run.outcome).toBe('ok');
    expect(outcome.run.detail).toContain('big.js');
  });

  it('is a failure where a file is gone', async () => {
    const target = { ...repository({ 'a.js': 'danger(1)' }), files: ['a.js', 'gone.js'] };
    const outcome = await astGrep.scan(target, scanContext({ installation: ownRules }));
    expect(outcome.run).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('gone.js') });
    expect(places(outcome)).toEqual(['no-danger a.js:1:1']);
  });

  it('is a failure where a rule cannot be read', async () => {
    const broken = installation({
      root: repository({ 'rules/javascript/x.yml': 'id: x\nlanguage: Nope\n' }).root,
    });
    const outcome = await astGrep.scan(repository({ 'a.js': '1' }), scanContext({ installation: broken }));
    expect(outcome.run).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('exit code 8') });
  });

  it('keeps the noisier rules for a scanner of their own', async () => {
    const extra = rule.replace('no-danger', 'no-worry').replace('danger($A)', 'worry($A)');
    const both = repository({ 'rules/javascript/a.yml': rule, 'rules/extra/javascript/b.yml': extra });
    const context = () => scanContext({ installation: installation({ root: both.root }) });
    const target = repository({ 'a.js': 'danger(1)\nworry(2)\n' });
    expect(places(await astGrep.scan(target, context()))).toEqual(['no-danger a.js:1:1']);
    expect(places(await astGrepExtra.scan(target, context()))).toEqual(['no-worry a.js:2:1']);
  });

  it('reads only the rules for languages that there are files of', async () => {
    const context = scanContext();
    await astGrep.scan(repository({ 'a.py': 'x = 1\n', Dockerfile: 'FROM scratch\n' }), context);
    const config = JSON.parse(readFileSync(join(context.workFolder, 'sgconfig.yml'), 'utf8')) as {
      ruleDirs: string[];
      utilDirs: string[];
    };
    expect(config.ruleDirs.map((folder) => basename(folder))).toEqual(['bash', 'dockerfile', 'python']);
    expect(config.utilDirs.map((folder) => basename(folder))).toEqual(['python']);
  });

  it('reads every folder of rules where there is a file of its language', () => {
    const rules = join(projectRoot, 'rules');
    for (const path of readdirSync(rules, { recursive: true, encoding: 'utf8' })) {
      const [, language] =
        /^language: (\w+)$/m.exec(path.endsWith('.yml') ? readFileSync(join(rules, path), 'utf8') : '') ?? [];
      if (language === undefined) continue;
      const file = fileOf[language];
      expect(file, `a file of ${language}`).toBeDefined();
      expect(ruleFolderHasFiles([file ?? ''])(basename(dirname(path))), path).toBe(true);
    }
  });

  it('runs every rule of the project', async () => {
    for (const scanner of [astGrep, astGrepExtra]) {
      const outcome = await scanner.scan(repository({ 'a.js': 'let a = 1;\n' }), scanContext());
      expect(outcome.run).toMatchObject({ outcome: 'ok', findings: 0 });
    }
  });
});

describe('the files that ast-grep looks at', () => {
  it.each([
    'a.js',
    'a/b.tsx',
    'x.py',
    'Dockerfile',
    'docker/Dockerfile.prod',
    'app.dockerfile',
    'k8s/a.yaml',
    'm.tf',
  ])('takes %s', (file) => expect(astGrep.selects([file])).toEqual([file]));
  it.each(['a.md', 'js', 'a.js.map', 'Dockerfiles.txt', 'image.png'])('leaves %s', (file) =>
    expect(astGrep.selects([file])).toEqual([]),
  );
});
