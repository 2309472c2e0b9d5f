import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { astGrep } from '../../../src/scanners/ast-grep.ts';
import { ruleFolders } from '../../../src/scanners/ast-grep-config.ts';
import { readRequirements } from '../../../src/scanners/prefilter/read-requirements.ts';
import { RulePrefilter, requirementsFile } from '../../../src/scanners/prefilter/rule-prefilter.ts';
import { RuleRequirements } from '../../../src/scanners/prefilter/rule-requirement.ts';
import type { ScanContext } from '../../../src/scanners/scanner.ts';
import { examplesOf, ruleFiles } from '../../rules/example-files.ts';
import { installation, places, projectRoot, repository, scanContext } from '../scan-setup.ts';
import { couldMatch } from './could-match.ts';

describe('the rules of the project', async () => {
  const files = await ruleFiles(projectRoot);
  const utilities = globSync(join(projectRoot, 'rules/utils/**/*.yml'));
  const requirements = new RuleRequirements(
    utilities.map((path): unknown => parse(readFileSync(path, 'utf8'))),
  );
  const all = await Promise.all(
    files.map(async (file) => ({
      id: file.id,
      requirement: requirements.of(file.rule),
      invalid: ((await examplesOf(projectRoot, file)) ?? []).filter(({ kind }) => kind === 'invalid'),
    })),
  );

  it.each(all)('$id looks at all that it flags', ({ requirement, invalid }) => {
    expect(invalid.length).toBeGreaterThan(0);
    for (const { text } of invalid) expect(couldMatch(requirement, text), text).toBe(true);
  });

  it('pass over code that has nothing to do with them', () => {
    const unasked = all.filter(({ requirement }) => couldMatch(requirement, 'let sum = 0;\n'));
    // One more costs every scan the trees of all files of its language: rules/README.md says what can be done.
    expect(unasked.map(({ id }) => id)).toEqual(['sh-rm-unset-variable']);
  });

  it('are given with every utility that they name', async () => {
    const derived = await readRequirements(join(projectRoot, 'rules'));
    const known = new Set(utilities.map((path) => basename(path, '.yml')));
    for (const [folder, { rules }] of Object.entries(derived)) {
      for (const { file, utilities: given } of rules) {
        const texts = [`${folder}/${file}`, ...given.map((one) => `utils/${one}`)].map((path) =>
          readFileSync(join(projectRoot, 'rules', path), 'utf8'),
        );
        const named = [...texts.join('\n').matchAll(/matches: ([\w-]+)/g)].map(([, name = '']) => name);
        const there = new Set(given.map((one) => basename(one, '.yml')));
        expect(
          named.filter((name) => known.has(name) && !there.has(name)),
          file,
        ).toEqual([]);
      }
    }
  });

  it('have a requirement for each folder, which the built pipe brings', async () => {
    const derived = await readRequirements(join(projectRoot, 'rules'));
    const folders = await ruleFolders(join(projectRoot, 'rules'), 'usual');
    expect(Object.keys(derived)).toEqual(expect.arrayContaining([...folders]));
    const built = readFileSync(join(projectRoot, 'dist/rules', requirementsFile), 'utf8');
    expect(JSON.parse(built), 'npm run build').toEqual(derived);
  });
});

describe('the scanner with requirements', async () => {
  const rule = (id: string, pattern: string) =>
    `id: ${id}\nlanguage: Tsx\nseverity: error\nmessage: x\nrule: { pattern: ${pattern} }\n`;
  const rules = {
    'rules/javascript/deep/danger.yml': rule('no-danger', 'danger($A)'),
    'rules/other/worry.yml': rule('no-worry', 'worry($A)'),
  };
  const derived = await readRequirements(join(repository(rules).root, 'rules'));
  const scan = async (files: Record<string, string | Buffer>, requirements: unknown = derived) => {
    const root = repository({ ...rules, [`rules/${requirementsFile}`]: JSON.stringify(requirements) }).root;
    const context = scanContext({ installation: installation({ root }) });
    const given: string[] = [];
    const runTool: ScanContext['runTool'] = (request) => {
      given.push(
        ...request.args.slice(request.args.indexOf('--') + 1).filter((word) => /\.[jt]s$/.test(word)),
      );
      return context.runTool(request);
    };
    const outcome = await astGrep.scan(repository(files), { ...context, runTool });
    expect(outcome.run.outcome).toBe('ok');
    return { given: given.sort(), places: places(outcome) };
  };

  it('makes trees only of files in which a rule could match', async () => {
    const files = { 'a.js': 'danger(1)\n', 'b.ts': 'safe(1)\n', 'c.js': '// danger\n', 'd.ts': 'worry(1)\n' };
    expect(await scan(files)).toEqual({
      given: ['a.js', 'c.js', 'd.ts'],
      places: ['no-danger a.js:1:1', 'no-worry d.ts:1:1'],
    });
  });

  it('gives ast-grep the rules that could match on either side, and the utilities that these use', async () => {
    const named = {
      'rules/javascript/named.yml':
        'id: named\nlanguage: Tsx\nseverity: error\nmessage: x\nrule: { all: [{ matches: outer }, { regex: name }] }\n',
      'rules/javascript/other.yml':
        'id: other\nlanguage: Tsx\nseverity: error\nmessage: x\nrule: { all: [{ matches: unused }, { regex: elsewhere }] }\n',
      'rules/utils/javascript/outer.yml': 'id: outer\nlanguage: Tsx\nrule: { matches: inner }\n',
      'rules/utils/javascript/inner.yml': 'id: inner\nlanguage: Tsx\nrule: { kind: identifier }\n',
      'rules/utils/javascript/unused.yml': 'id: unused\nlanguage: Tsx\nrule: { kind: identifier }\n',
    };
    const all = repository({ ...rules, ...named });
    const requirements = await readRequirements(join(all.root, 'rules'));
    writeFileSync(join(all.root, 'rules', requirementsFile), JSON.stringify(requirements));
    const context = scanContext({ installation: installation({ root: all.root }) });
    const sides = [{ 'a.js': 'danger(1)\n' }, { 'a.js': 'name\n', 'b.js': 'safe(1)\n' }];
    const outcomes = await astGrep.scanSides?.(sides.map(repository), context);
    expect(outcomes?.map(places)).toEqual([['no-danger a.js:1:1'], ['named a.js:1:1']]);
    const given = (folder: string) => globSync('**/*.yml', { cwd: join(context.workFolder, folder) }).sort();
    expect(given('rules')).toEqual(['javascript/deep/danger.yml', 'javascript/named.yml']);
    expect(given('utils')).toEqual(['javascript/inner.yml', 'javascript/outer.yml']);
  });

  it('asks once for the version, and starts one scan for each side in which a rule could match', async () => {
    const root = repository({ ...rules, [`rules/${requirementsFile}`]: JSON.stringify(derived) }).root;
    const context = scanContext({ installation: installation({ root }) });
    const starts: string[] = [];
    const runTool: ScanContext['runTool'] = (request) => {
      starts.push(request.args[0] ?? '');
      return context.runTool(request);
    };
    const sides = ['danger(1)\n', 'danger(2)\n', 'safe(3)\n'].map((text) => repository({ 'a.js': text }));
    await astGrep.scanSides?.(sides, { ...context, runTool });
    expect(starts.sort()).toEqual(['--version', 'scan', 'scan']);
  });

  it('starts no scan where no rule could match', async () => {
    expect(await scan({ 'a.js': 'safe(1)\n' })).toEqual({ given: [], places: [] });
  });

  it('looks at what it would have to decode, and at what a comment switches off', async () => {
    const files = {
      'latin.js': Buffer.from('// \xe9\ndanger(1)\n', 'latin1'),
      'wide.js': Buffer.from('\uFEFFdanger(1)\n', 'utf16le'),
      'mark.js': '\uFEFFdanger(1)\n',
      'off.js': '// ast-grep-ignore\ndanger(1)\n',
    };
    expect((await scan(files)).places).toEqual([
      'no-danger latin.js:2:1',
      'no-danger mark.js:1:1',
      'no-danger off.js:2:1 suppressed',
      'no-danger wide.js:1:1',
    ]);
  });

  it.each([
    ['are missing', ''],
    ['leave the folder out', {}],
    ['are of another form', { javascript: { rules: 'x', table: { texts: [], steps: [{ kind: 'none' }] } } }],
    [
      'ask for what is not there',
      {
        javascript: {
          rules: [{ file: 'deep/danger.yml', utilities: [] }],
          table: { texts: [], steps: [], answers: [7] },
        },
      },
    ],
    [
      'tell of more rules than they have answers for',
      {
        javascript: {
          rules: [{ file: 'deep/danger.yml', utilities: [] }],
          table: { texts: [], steps: [], answers: [] },
        },
      },
    ],
  ])('looks at everything where they %s', async (_, requirements) => {
    expect((await scan({ 'b.ts': 'safe(1)\n' }, requirements)).given).toEqual(['b.ts']);
  });

  it('knows by the folder which rules look at a file', () => {
    const prefilter = new RulePrefilter(['javascript', 'python'], derived);
    expect(prefilter.couldMatch('a.js', Buffer.from('safe()'))).toBe(false);
    expect(prefilter.couldMatch('a.py', Buffer.from('safe()'))).toBe(true);
    expect(prefilter.couldMatch('a.rb', Buffer.from('safe()'))).toBe(false);
  });
});
