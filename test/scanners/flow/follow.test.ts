import { describe, expect, it } from 'vitest';
import { found, scanTexts } from './scan-texts.ts';

describe('python', () => {
  it.each([
    ['through a branch that is never taken', 'value = "a" if 7 * 42 - 86 > 200 else request.args["q"]', 0],
    ['through a branch that is taken', 'value = request.args["q"] if 7 * 42 - 86 > 200 else "a"', 1],
    ['one entry of a dict', 'd = {}; d["a"] = "x"; d["b"] = request.args["q"]; value = d["a"]', 0],
    ['the other entry of a dict', 'd = {}; d["a"] = "x"; d["b"] = request.args["q"]; value = d["b"]', 1],
    ['a list that lost its first', 'l = ["x", request.args["q"]]; l.pop(0); value = l[0]', 1],
    ['a number', 'value = int(request.args["q"])', 0],
    ['a loop', 'value = ""\n    for part in request.args.getlist("q"): value += part', 1],
    ['a try', 'value = ""\n    try: value = request.args["q"]\n    except KeyError: pass', 1],
    ['overwritten', 'value = request.args["q"]\n    value = "x"', 0],
  ])('%s', async (_name, code, count) => {
    const text = `import os\nfrom flask import request\n\ndef f():\n    ${code}\n    os.system("ls " + value)\n`;
    expect(await found({ 'a.py': text })).toHaveLength(count);
  });

  it('follows data into functions of other files, and says the way', async () => {
    const { results } = await scanTexts({
      'app/views.py':
        'from flask import request\nfrom app.tools import run\n\ndef view():\n    run(request.args["q"])\n',
      'app/tools.py': 'import os\n\ndef run(command):\n    os.system(command)\n',
    });
    expect(results.map(({ path, region }) => `${path}:${region?.startLine}`)).toEqual(['app/tools.py:4']);
    const steps = results[0]?.flows?.[0]?.map(({ path, region }) => `${path}:${region.startLine}`);
    expect(steps).toEqual(['app/views.py:5', 'app/views.py:5', 'app/tools.py:4']);
  });

  it('takes the arguments of a GraphQL query for data from outside', async () => {
    const resolvers = (name: string) =>
      `import os\n\nclass Query:\n    def ${name}(self, info, cmd):\n        os.system(cmd)\n        os.system(info)\n`;
    expect(await found({ 'a.py': resolvers('resolve_run') })).toEqual(['py-command-injection a.py:5']);
    expect(await found({ 'a.py': resolvers('run') })).toEqual([]);
  });

  it('finds what a function of the code itself makes harmless', async () => {
    const ownEscape =
      'def escape(text):\n    out = ""\n    for c in text:\n        if c.isalnum(): out += c\n    return out\n';
    const view =
      'from flask import request\nfrom tools import escape\nimport os\n\ndef view():\n    os.system(escape(request.args["q"]))\n';
    expect(await found({ 'tools.py': ownEscape, 'view.py': view })).toEqual([]);
    expect(await found({ 'tools.py': 'def escape(text):\n    return text\n', 'view.py': view })).toHaveLength(
      1,
    );
  });
});

describe('java', () => {
  const around = (body: string, members = '') =>
    `class A { void get(HttpServletRequest request, HttpServletResponse response) throws Exception { ${body} } ${members} }`;

  it.each([
    [
      'a switch over a constant',
      'String p = request.getParameter("q"); String b; switch ("ABC".charAt(1)) { case \'A\': b = p; break; case \'B\': b = "x"; break; default: b = p; } Runtime.getRuntime().exec(b);',
      0,
    ],
    [
      'another case of it',
      'String p = request.getParameter("q"); String b; switch ("ABC".charAt(0)) { case \'A\': b = p; break; default: b = "x"; } Runtime.getRuntime().exec(b);',
      1,
    ],
    ['an inner class', 'Runtime.getRuntime().exec(new Inner().same(request.getParameter("q")));', 1],
    [
      'a builder',
      'StringBuilder s = new StringBuilder("ls "); s.append(request.getParameter("q")); Runtime.getRuntime().exec(s.toString());',
      1,
    ],
    [
      'a number',
      'int n = Integer.parseInt(request.getParameter("q")); Runtime.getRuntime().exec("ls " + n);',
      0,
    ],
    [
      'a pattern that all of it fits',
      'String p = request.getParameter("q"); if (!P.matcher(p).matches()) return; Runtime.getRuntime().exec(p);',
      0,
    ],
    [
      'a pattern that some of it fits',
      'String p = request.getParameter("q"); if (!P.matcher(p).find()) return; Runtime.getRuntime().exec(p);',
      1,
    ],
    [
      'a check that gives nothing back',
      'String p = request.getParameter("q"); if (Checks.checkName(p) == null) return; Runtime.getRuntime().exec(p);',
      0,
    ],
    [
      'something else that gives nothing back',
      'String p = request.getParameter("q"); if (Users.load(p) == null) return; Runtime.getRuntime().exec(p);',
      1,
    ],
    [
      'an array in either branch',
      'String[] c = null; if (request.isSecure()) c = new String[] {"sh", "-c", request.getParameter("q")}; else c = new String[] {"ls"}; Runtime.getRuntime().exec(c);',
      1,
    ],
  ])('%s', async (_name, body, count) => {
    const text = around(body, 'class Inner { String same(String x) { return x; } }');
    expect(await found({ 'A.java': text })).toHaveLength(count);
  });

  it('asks every class of an interface', async () => {
    const files = {
      'A.java': around(
        'Thing t = Things.make(); Runtime.getRuntime().exec(t.turn(request.getParameter("q")));',
      ),
      'Thing.java': 'interface Thing { String turn(String x); }',
      'One.java': 'class One implements Thing { public String turn(String x) { return x; } }',
    };
    expect(await found(files)).toHaveLength(1);
  });
});

describe('javascript', () => {
  const handler = (body: string) =>
    `const express = require('express');\nconst cp = require('child_process');\napp.get('/', (req, res) => { ${body} });\n`;

  it.each([
    ['taken apart', "const { q } = req.query; cp.exec('ls ' + q);", 1],
    ['an allow list', "const q = req.query.q; if (!['a', 'b'].includes(q)) return; cp.exec(q);", 0],
    ['a pattern', 'if (!/^[a-z]+$/.test(req.query.q)) return res.end(); cp.exec(req.query.q);', 0],
    ['a callback', "req.body.names.forEach((name) => cp.exec('ls ' + name));", 1],
    ['a promise', 'Promise.resolve(req.query.q).then((q) => cp.exec(q));', 1],
    ['a function around', 'const run = (x) => cp.exec(x); run(req.query.q);', 1],
    ['a name that nothing declares', "command = 'ls ' + req.query.q; cp.exec(command);", 1],
    ['what went wrong', 'req.files.a.mv("a", (err) => cp.exec(err));', 0],
    ['promises of a callback', 'const run = require("util").promisify(cp.exec); run(req.query.q);', 1],
    ['promises of another', 'const run = require("util").promisify(jwt.verify); run(req.query.q);', 0],
    ['base64', 'cp.exec(Buffer.from(req.query.q).toString("base64"));', 0],
  ])('%s', async (_name, body, count) => {
    expect(await found({ 'a.js': handler(body) })).toHaveLength(count);
  });

  it('takes a request that is taken apart as a parameter', async () => {
    const text =
      "const cp = require('child_process');\napp.get('/', ({ query }, res) => { cp.exec(query.q); });\n";
    expect(await found({ 'a.js': text })).toEqual(['js-command-injection a.js:2']);
  });

  it('takes the arguments of a GraphQL query for data from outside', async () => {
    const text =
      "const cp = require('child_process');\nconst resolvers = { Query: { a: (parent, args) => cp.exec(args.q), b: (_, args) => cp.exec(args.q) } };\n";
    expect(await found({ 'a.js': text })).toHaveLength(2);
  });

  it('makes an object of a function each time that it is called with new', async () => {
    const store =
      "const cp = require('child_process');\nfunction Store(db) {\n  if (!(this instanceof Store)) return new Store(db);\n  this.run = (x) => cp.exec(x);\n}\nmodule.exports = { Store };\n";
    const handler = (name: string) =>
      `const { Store } = require('./store');\nfunction ${name}(db) {\n  const store = new Store(db);\n  this.get = (req, res) => store.run(req.${name}.q);\n}\nmodule.exports = ${name};\n`;
    const files = { 'store.js': store, 'a.js': handler('query'), 'b.js': handler('body') };
    const { results } = await scanTexts(files);
    expect(results.map(({ path, region }) => `${path}:${region?.startLine}`)).toEqual(['store.js:4']);
    expect(results[0]?.flows?.map((steps) => steps[0]?.path)).toEqual(['a.js', 'b.js']);
  });

  it.each([
    [
      'module.exports',
      "const run = require('./lib/run');",
      "const cp = require('child_process');\nmodule.exports = (x) => cp.exec(x);\n",
    ],
    [
      'a member of exports',
      "const { run } = require('./lib/run');",
      "const cp = require('child_process');\nexports.run = (x) => cp.exec(x);\n",
    ],
    [
      'export default',
      "import run from './lib/run.js';",
      "import cp from 'node:child_process';\nexport default function (x) { cp.exec(x); }\n",
    ],
    [
      'a named export',
      "import { run } from './lib/run.js';",
      "import { exec } from 'node:child_process';\nexport const run = (x) => exec(x);\n",
    ],
  ])('%s of another file', async (_name, load, lib) => {
    const text = `${load}\napp.get('/', (req, res) => { run(req.query.q); });\n`;
    expect(await found({ 'a.js': text, 'lib/run.js': lib })).toEqual([
      expect.stringMatching(/^js-command-injection lib\/run\.js:2$/),
    ]);
  });
});

describe('hostile files', () => {
  it('names a file that is nested too deeply, and analyses the others', async () => {
    const deep = `from flask import request\nx = ${'['.repeat(3000)}${']'.repeat(3000)}\n`;
    const bad = 'from flask import request\nimport os\ndef f():\n    os.system(request.args["q"])\n';
    const { results, notes } = await scanTexts({ 'deep.py': deep, 'bad.py': bad });
    expect(results).toHaveLength(1);
    expect(notes.join()).toContain('deep.py');
  });

  it.each([
    ['that is too large', `${'#'.repeat(200)}\n`.repeat(4_000)],
    ['with a line that nobody writes', `# ${'-'.repeat(60_000)}\n`],
  ])('names a file %s', async (_name, padding) => {
    const { results, notes } = await scanTexts({
      'a.py': `from flask import request\nimport os\nos.system(request.args["q"])\n${padding}`,
    });
    expect(results).toEqual([]);
    expect(notes.join()).toContain('a.py');
  });

  it('reads what is no UTF-8', async () => {
    const text =
      'from flask import request\nimport os\ndef f():\n    os.system("caf\u00e9" + request.args["q"])\n';
    const files = {
      'latin1.py': Buffer.from(text, 'latin1'),
      'utf16.py': Buffer.from(`\ufeff${text}`, 'utf16le'),
    };
    expect(await found(files)).toEqual([
      'py-command-injection latin1.py:4',
      'py-command-injection utf16.py:4',
    ]);
  });

  it('ends on functions that call each other, and on branches without end', async () => {
    const calls =
      'from flask import request\ndef a(x):\n    return b(x) + b(x)\ndef b(x):\n    return a(x) + a(x)\na(request.args["q"])\n';
    const branches = `from flask import request\ndef f(x):\n${Array.from({ length: 400 }, (_, at) => `    if x == ${at}: x = g(x) + f(x)\n`).join('')}f(request.args["q"])\n`;
    expect((await scanTexts({ 'a.py': calls, 'b.py': branches })).results).toEqual([]);
  });

  it('takes broken code as far as it can be read', async () => {
    const text =
      'from flask import request\nimport os\ndef f(:\n    os.system(request.args["q"])\n\ndef g():\n    os.system(request.args["q"])\n';
    expect(await found({ 'a.py': text })).toContain('py-command-injection a.py:7');
  });

  it('takes names of prototypes for names', async () => {
    const text =
      'from flask import request\nimport os\ndef constructor(__proto__):\n    toString = {"__proto__": __proto__}\n    os.system(toString["__proto__"])\nconstructor(request.args["hasOwnProperty"])\n';
    expect(await found({ 'a.py': text })).toHaveLength(1);
  });
});
