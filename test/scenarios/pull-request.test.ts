import { describe, expect, it } from 'vitest';
import { code, evaluating, file, Scenario } from './scenario.ts';

const harmless = (name: string) => [`function ${name}() {`, ...code(name), '}', ''].join('\n');
const [a, b, c] = [evaluating('alpha'), evaluating('beta'), evaluating('gamma')];

describe('what a pull request does to a file', () => {
  it.each([
    ['inserts above', file(harmless('first'), a, b)],
    ['moves a function', file(b, harmless('own'), a)],
    ['reindents', file(a, b).replaceAll(/^(?=.)/gm, '    ')],
    ['changes the line ends', file(a, b).replaceAll('\n', '\r\n')],
    ['puts a function under a condition', file(`if (ready) {\n${a.replaceAll(/^(?=.)/gm, '  ')}}\n`, b)],
    ['renames what is around', file(a, b).replaceAll('compute', 'calculate')],
  ])('that %s is no news of it', async (_, text) => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, b) });
    scenario.commit({ 'app.js': text });
    const outcome = await scenario.pullRequest();
    expect(outcome, outcome.log.join('\n')).toMatchObject({
      exitCode: 0,
      active: [],
      baselined: ['alpha in app.js', 'beta in app.js'],
      unsure: [],
      fixed: [],
    });
  });

  it('that adds one beside is told of this one alone', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, b) });
    scenario.commit({ 'app.js': file(c, b, a) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: ['gamma in app.js'],
      baselined: ['alpha in app.js', 'beta in app.js'],
      fixed: [],
    });
  });

  it('that mends one and adds another in its place says both', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, harmless('between'), b) });
    scenario.commit({ 'app.js': file(a.replace('eval(alpha)', 'parse(alpha)'), harmless('between'), b, c) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: ['gamma in app.js'],
      baselined: ['beta in app.js'],
      fixed: ['app.js:7'],
    });
  });

  it('that repeats a line directly below itself leaves open which is which, and does not fail', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a) });
    scenario.commit({ 'app.js': file(a.replace('  eval(alpha);\n', '  eval(alpha);\n  eval(alpha);\n')) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 0,
      active: [],
      baselined: [],
      unsure: ['alpha in app.js', 'alpha in app.js'],
      fixed: [],
    });
  });
});

describe('what a pull request does to files', () => {
  it.each([
    ['renames one', { 'new name.js': file(a, b) }],
    ['renames and edits one', { 'lib/renamed.js': file(a, harmless('own'), b.replace('compute', 'other')) }],
  ])('that %s is no news of it', async (_, files) => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, b) });
    scenario.repository.remove('app.js');
    scenario.commit(files);
    const outcome = await scenario.pullRequest();
    expect(outcome).toMatchObject({ exitCode: 0, active: [], unsure: [], fixed: [] });
    expect(outcome.baselined).toHaveLength(2);
    expect(outcome.how).toEqual(['renamed']);
  });

  it('that renames a file and adds to it is told of the addition', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, b) });
    scenario.repository.git('mv', 'app.js', 'main.js');
    scenario.commit({ 'main.js': file(a, c, b) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: ['gamma in main.js'],
      baselined: ['alpha in main.js', 'beta in main.js'],
      fixed: [],
    });
  });

  it('that puts another file under a name that git takes for a rename has it all new', async () => {
    const licence = Array.from(
      { length: 40 },
      (_, at) => `// Paragraph ${at} of a licence that all files have.\n`,
    ).join('');
    const scenario = new Scenario();
    scenario.start({ 'old.js': `${licence}${file(a)}` });
    scenario.repository.remove('old.js');
    scenario.commit({ 'other.js': `${licence}${file(c)}` });
    expect(scenario.repository.git('diff', '-M', '--name-status', 'main', 'feature')).toMatch(
      /^R\d+\told\.js/,
    );
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: ['gamma in other.js'],
      baselined: [],
      fixed: ['old.js:47'],
    });
  });

  it('that splits one in two, or puts two together, is no news of it', async () => {
    const scenario = new Scenario();
    scenario.start({
      'app.js': file(a, b, c),
      'one.js': evaluating('delta'),
      'two.js': evaluating('epsilon'),
    });
    scenario.repository.remove('two.js');
    scenario.commit({
      'app.js': file(a),
      'parts.js': file(c, b),
      'one.js': `${evaluating('delta')}\n${evaluating('epsilon')}`,
    });
    const outcome = await scenario.pullRequest();
    expect(outcome).toMatchObject({ exitCode: 0, active: [], unsure: [], fixed: [] });
    expect(outcome.baselined).toHaveLength(5);
  });

  it('that copies one adds what is in the copy', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, b) });
    scenario.commit({ 'copy.js': file(a, b) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: ['alpha in copy.js', 'beta in copy.js'],
      baselined: ['alpha in app.js', 'beta in app.js'],
      fixed: [],
    });
  });

  it('that swaps the names of two is no news of them', async () => {
    const scenario = new Scenario();
    scenario.start({ 'one.js': file(a, harmless('own')), 'two.js': file(b, harmless('other')) });
    scenario.commit({ 'one.js': file(b, harmless('other')), 'two.js': file(a, harmless('own')) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 0,
      active: [],
      baselined: ['alpha in two.js', 'beta in one.js'],
      fixed: [],
    });
  });

  it('that deletes one has mended what was in it', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a), 'old.js': file(b) });
    scenario.repository.remove('old.js');
    scenario.commit({});
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 0,
      active: [],
      baselined: ['alpha in app.js'],
      fixed: ['old.js:7'],
    });
  });

  it('that changes a mode, or replaces a file by a link, adds nothing', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a), 'tool.js': file(b) });
    scenario.repository.git('update-index', '--chmod=+x', 'app.js');
    scenario.repository.git('commit', '--quiet', '--message', 'mode');
    scenario.repository.git('checkout', '--quiet', '--', 'app.js');
    const { unlinkSync, symlinkSync } = await import('node:fs');
    unlinkSync(`${scenario.repository.root}/tool.js`);
    symlinkSync('app.js', `${scenario.repository.root}/tool.js`);
    scenario.commit({});
    const outcome = await scenario.pullRequest();
    expect(outcome).toMatchObject({ exitCode: 0, active: [], baselined: ['alpha in app.js'] });
  });

  it.each([
    'mit Umläuten/größe ß.js',
    'a b/c d.js',
    'quote"d.js',
    "apo'strophe.js",
    '日本語.js',
    '-dash.js',
    'e\u0301.js',
  ])('named %s tells old from new', async (name) => {
    const scenario = new Scenario();
    scenario.start({ [name]: file(a) });
    scenario.commit({ [name]: file(b, a) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: [`beta in ${name}`],
      baselined: [`alpha in ${name}`],
      fixed: [],
    });
  });
});
