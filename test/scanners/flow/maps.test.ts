import { describe, expect, it } from 'vitest';
import { found } from './scan-texts.ts';

describe('what stands under a key', () => {
  it.each([
    ['after what was spread', "const o = { ...req.query, q: 'a' }; cp.exec(o.q);", 0],
    ['before what was spread', "const o = { q: 'a', ...req.query }; cp.exec(o.q);", 1],
    ['that is not written out', "const o = { ...req.query, q: 'a' }; cp.exec(o.r);", 1],
    [
      'of an object that was spread',
      "const a = { q: req.query.q, r: 'a' }; const o = { ...a }; cp.exec(o.r);",
      0,
    ],
    [
      'of an object that was spread, from outside',
      "const a = { q: req.query.q, r: 'a' }; const o = { ...a }; cp.exec(o.q);",
      1,
    ],
    [
      'that is not taken by its name',
      "const a = { q: req.query.q, r: 'a' }; const { q, ...o } = a; cp.exec(o.r);",
      0,
    ],
    [
      'that is not taken by its name, from outside',
      "const a = { q: req.query.q, r: 'a' }; const { r, ...o } = a; cp.exec(o.q);",
      1,
    ],
    [
      'and was overwritten under a key that is not known',
      "const o = { q: 'a' }; o[name()] = req.query.q; cp.exec(o.q);",
      1,
    ],
    [
      'and was written again after that',
      "const o = {}; o[name()] = req.query.q; o.q = 'a'; cp.exec(o.q);",
      0,
    ],
    ['on one of two ways', "const o = test() ? { q: 'a' } : { ...req.query }; cp.exec(o.q);", 1],
  ])('%s', async (_name, body, count) => {
    const text = `const cp = require('child_process');\napp.get('/', (req, res) => { ${body} });\n`;
    expect(await found({ 'a.js': text })).toHaveLength(count);
  });

  it.each([
    ['copied', 'a = {"q": request.args["q"], "r": "x"}; d = a.copy(); value = d["r"]', 0],
    ['copied, from outside', 'a = {"q": request.args["q"], "r": "x"}; d = a.copy(); value = d["q"]', 1],
    ['updated', 'd = {"r": "x"}; d.update({"q": request.args["q"]}); value = d["r"]', 0],
    ['updated by what nobody knows', 'd = {"r": "x"}; d.update(request.args); value = d["r"]', 1],
  ])('of a dictionary, %s', async (_name, code, count) => {
    const text = `import os\nfrom flask import request\n\ndef f():\n    ${code}\n    os.system("ls " + value)\n`;
    expect(await found({ 'a.py': text })).toHaveLength(count);
  });

  it.each([
    ['beside one from outside', "$this->o['c'] = $_POST['c']; return $this->o['h']('x');", 0],
    ['from outside', "$this->o['h'] = $_POST['c']; return $this->o['h']('x');", 1],
    [
      'beside one from outside, on one of two ways',
      "if (!$this->o['c']) { $this->o['c'] = $_POST['c']; } return $this->o['h']('x');",
      0,
    ],
    ['beside one that nobody knows', "$this->o[name()] = $_POST['c']; return $this->o['h']('x');", 1],
  ])('of an array that was given, %s', async (_name, body, count) => {
    const text = `<?php\nclass Sender {\n  function __construct($o = array()) { $this->o = (array) $o; }\n  function send() { ${body} }\n}\n`;
    expect(await found({ 'a.php': text })).toHaveLength(count);
  });
});
