import fc from 'fast-check';
import { expect, it } from 'vitest';
import { repository } from '../scan-setup.ts';
import { type Files, foundInChange, foundOnSides } from './scan-sides.ts';

/** What a file does; `to` is another file. Between them they lead to each other in every way that there is. */
const shapes: Readonly<Record<string, (to: string, own: string) => string>> = {
  route: (to) =>
    `const tools = require('./${to}');\napp.get('/', (req, res) => res.redirect(tools.go(req.query.next)));\n`,
  routeByMethod: (to) => `app.get('/', (req) => things.grind${to}(req.query.next));\n`,
  routeByClass: (to) =>
    `class Own extends ${title(to)} {}\napp.get('/', (req) => new Own().run(req.query.next));\n`,
  routeWithPage: (to) => `app.get('/', (req, res) => res.render('${to}', { name: req.query.name }));\n`,
  pass: () => 'exports.go = (text) => text;\n',
  clean: () => 'exports.go = (text) => encodeURIComponent(text);\n',
  harm: () => `exports.go = (text) => { require('child_process').exec(text); return ''; };\n`,
  harmBelow: () => `// more\n\nexports.go = (text) => { require('child_process').exec(text); return ''; };\n`,
  passBelow: () => '// more\n\nexports.go = (text) => text;\n',
  two: () => 'exports.more = (text) => eval(text);\nexports.go = (text) => text;\n',
  twoSafe: () => 'exports.more = (text) => 1;\nexports.go = (text) => text;\n',
  twoByOther: (to) => `exports.more = (text) => require('./${to}').go(text);\nexports.go = (text) => text;\n`,
  routeMore: (to) =>
    `const tools = require('./${to}');\napp.get('/', (req, res) => tools.more(req.query.next, () => tools.go(1)));\n`,
  withCallback: () =>
    'exports.go = (text, after) => { const show = () => eval(text); return after ? after(show) : show; };\n',
  withOther: () =>
    'exports.go = (text, after) => { const show = () => text; return after ? after(show) : show; };\n',
  field: () =>
    'class Held { text = "a"; go(text) { eval(text + this.text); } }\nmodule.exports = new Held();\n',
  fieldSafe: () => 'class Held { text = "b"; go(text) { return text; } }\nmodule.exports = new Held();\n',
  otherFieldSafe: () =>
    'class Held { text = "a"; go(text) { return text; } }\nmodule.exports = new Held();\n',
  softClass: (_to, own) =>
    `class ${title(own)} { run(text) { return text; } }\nexports.${title(own)} = ${title(own)};\nexports.go = (text) => new ${title(own)}().run(text);\n`,
  next: (to) => `const next = require('./${to}');\nexports.go = (text) => next.go(text);\n`,
  same: (to) => `module.exports = require('./${to}');\n`,
  method: (to, own) =>
    `const next = require('./${to}');\nclass Some { grind${own}(text) { return eval(next.go(text)); } }\nexports.go = (text) => new Some().grind${own}(text);\n`,
  ownClass: (_to, own) =>
    `class ${title(own)} { run(text) { return eval(text); } }\nexports.${title(own)} = ${title(own)};\nexports.go = (text) => new ${title(own)}().run(text);\n`,
  harmlessClass: (to, own) =>
    `class ${title(own)} { run(text) { return 1; } }\nexports.go = (text) => things.grind${to}(text);\n`,
  subclass: (to) =>
    `class Sub extends ${title(to)} { run(text) { return super.run(text); } }\nexports.go = (text) => new Sub().run(text);\n`,
  table: (to) =>
    `const next = require('./${to}');\nconst table = { show: (text) => eval(next.go(text)) };\nexports.go = (text) => table.show(text);\n`,
  loaded: (to) => `const made = require('./${to}').go('a');\nexports.go = (text) => made + text;\n`,
};
const title = (name: string) => name.toUpperCase();

const names = ['a', 'b', 'c', 'd', 'e'];
const places = [
  ...names.map((name) => `${name}.js`),
  'a/index.js',
  'b/index.js',
  'c.ts',
  'lib/d.js',
  'lib/e.js',
];
const text = fc
  .record({
    shape: fc.constantFrom(...Object.keys(shapes)),
    to: fc.constantFrom(...names),
    own: fc.constantFrom(...names),
  })
  .map(({ shape, to, own }) => shapes[shape]?.(to, own) ?? '');
const page = fc.constantFrom('<%= name %>', '<%- name %>');
const pages = ['views/a.ejs', 'views/b.ejs', 'views/c.html'];
const files: fc.Arbitrary<Files> = fc
  .record({
    code: fc.dictionary(fc.constantFrom(...places), text, { minKeys: 4, maxKeys: 8 }),
    pages: fc.dictionary(fc.constantFrom(...pages), page, { maxKeys: 2 }),
  })
  .map(({ code, pages }) => ({ ...code, ...pages }));
const changes = fc.record({
  base: files,
  edits: files,
  gone: fc.subarray([...places, ...pages], { maxLength: 2 }),
});

const runs = Number(process.env['FLOW_RUNS'] ?? 40);

it('finds the same for new and for gone in a change as whole scans of both sides', async () => {
  await fc.assert(
    fc.asyncProperty(changes, fc.integer({ min: 1, max: 2 }), async ({ base, edits, gone }, count) => {
      const edited = Object.fromEntries(Object.entries(edits).slice(0, count));
      const head = Object.fromEntries(
        Object.entries({ ...base, ...edited }).filter(([path]) => !gone.slice(0, 2 - count).includes(path)),
      );
      const [changedHead = [], changedBase = []] = await foundInChange(base, head);
      const [wholeHead = [], wholeBase = []] = await foundOnSides([repository(head), repository(base)]);
      const without = (list: readonly string[], others: readonly string[]) =>
        list.filter((one) => !others.includes(one));
      expect(without(changedHead, changedBase)).toEqual(without(wholeHead, wholeBase));
      expect(without(changedBase, changedHead)).toEqual(without(wholeBase, wholeHead));
    }),
    { numRuns: runs },
  );
}, 600_000);
