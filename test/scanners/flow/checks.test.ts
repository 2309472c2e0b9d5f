import { describe, expect, it } from 'vitest';
import { found } from './scan-texts.ts';

describe('a check', () => {
  it.each([
    ['whose outcome is kept', 'ok = q in ["a", "b"]\n    if not ok: return', 0],
    ['of which the outcome is kept and not asked for', 'ok = q in ["a", "b"]', 1],
    ['whose outcome is of something else', 'ok = other in ["a", "b"]\n    if not ok: return', 1],
    [
      'whose outcome is kept with others',
      'ok = True\n    for part in other: ok = ok and q in ["a", part]\n    if not ok: return',
      1,
    ],
    ['by a name', 'if not is_safe(q): return', 0],
    ['that says yes to everything', 'if not is_safe_at_all(q): return', 1],
    ['that throws', 'check_path(q)', 0],
    ['that throws, of something else', 'check_login(q)', 1],
  ])('%s', async (_name, check, count) => {
    const text = `import os\nfrom flask import request\n\ndef is_safe_at_all(text):\n    return True\n\ndef view(other):\n    q = request.args["q"]\n    ${check}\n    os.system(q)\n`;
    expect(await found({ 'a.py': text })).toHaveLength(count);
  });

  it.each([
    ['asks a pattern', 'return name.MatchString(text)', 0],
    ['asks another one that does', 'return matches(text)', 0],
    ['asks a pattern of something else', 'return name.MatchString(table)', 1],
    ['asks for its length', 'return len(text) > 3', 1],
    ['does more than to ask', 'log(text); return name.MatchString(text)', 1],
  ])('that is a function of the code, which %s', async (_name, body, count) => {
    const view =
      'package web\nimport ("net/http"; "database/sql"; "example.com/app/util")\nfunc List(w http.ResponseWriter, r *http.Request, db *sql.DB) {\n\tq := r.URL.Query().Get("q")\n\tif !util.Fits(q) { return }\n\tdb.Query("SELECT a FROM b ORDER BY " + q)\n}\n';
    const util = `package util\nimport "regexp"\nvar name = regexp.MustCompile("^[a-z]+$")\nvar table string\nfunc matches(text string) bool { return name.MatchString(text) }\nfunc Fits(text string) bool { ${body} }\n`;
    const files = { 'go.mod': 'module example.com/app\n', 'web/a.go': view, 'util/b.go': util };
    expect(await found(files)).toHaveLength(count);
  });

  it.each([
    ['itself', 'let a = q === x; a = a && x;'],
    ['itself within another test', 'let a = q === x; a = (a && x) === 3;'],
    ['another one, which speaks of it', 'let a = q === x; let b = !a; a = !b; b = !a;'],
  ])('whose outcome is of %s comes to an end', async (_name, statements) => {
    const text = `const cp = require('child_process');\napp.get('/', (req, res) => { const x = other(); const q = req.query.q; ${statements} if (a) return; cp.exec(q); });\n`;
    expect(await found({ 'a.js': text })).toEqual(['js-command-injection a.js:2']);
  });

  it.each([
    ['one of a list', 'const host = new URL(q).hostname; if (!LIST.includes(host)) return;', 0],
    ['one of a list, taken out', 'const { hostname } = new URL(q); if (!LIST.includes(hostname)) return;', 0],
    ['below one', "const { hostname } = new URL(q); if (!hostname.endsWith('.example.com')) return;", 0],
    [
      'that only ends so',
      "const { hostname } = new URL(q); if (!hostname.endsWith('example.com')) return;",
      1,
    ],
    ['that may be any', 'const { protocol } = new URL(q); if (!LIST.includes(protocol)) return;', 1],
    ['where all of the text ends so', "if (!q.endsWith('.example.com')) return;", 1],
  ])('of a host: %s', async (_name, check, count) => {
    const text = `const LIST = ['a.example.com'];\napp.get('/', (req, res) => { const q = req.query.q; ${check} fetch(q); });\n`;
    expect(await found({ 'a.js': text })).toHaveLength(count);
  });

  it.each([
    ['what markup begins with', 'if (/[<>]/.test(q)) return;', 0],
    ['the same, last in its class', 'if (/[>&<]/.test(q)) return;', 0],
    ['something else', 'if (/[>&]/.test(q)) return;', 1],
    ['all but that', 'if (/[^<]/.test(q)) return;', 1],
  ])('for %s', async (_name, check, count) => {
    const text = `app.get('/', (req, res) => { const q = req.query.q; ${check} res.send('<b>' + q); });\n`;
    expect(await found({ 'a.js': text })).toHaveLength(count);
  });

  it.each([
    ['a folder of its own', 'if (!file.startsWith(BASE)) return res.end();', 0],
    ['a constant folder', "if (!file.startsWith('/srv/files/')) return res.end();", 0],
    ['the root', "if (!file.startsWith('/')) return res.end();", 1],
    ['a word', "if (!file.startsWith('filename')) return res.end();", 1],
  ])('of what a path begins with: %s', async (_name, check, count) => {
    const text = `const fs = require('fs');\nconst BASE = config.folder;\napp.get('/', (req, res) => { const file = req.query.f; ${check} fs.unlink(file); });\n`;
    expect(await found({ 'a.js': text })).toHaveLength(count);
  });

  it('of a text says that it is no query, where all of it has to fit', async () => {
    const handler = (pattern: string) =>
      `const email = ${pattern};\napp.post('/', (req, res) => { const ok = email.test(req.body.mail); if (!ok) return; users.findOne({ mail: req.body.mail }); });\n`;
    expect(await found({ 'a.js': handler('/^[^@]+@[^@]+$/') })).toEqual([]);
    expect(await found({ 'a.js': handler('/o/') })).toEqual(['js-nosql-injection a.js:2']);
  });
});

it('asks of the options of a call only where it goes', async () => {
  const call = (options: string) =>
    `const request = require('request');\napp.get('/', (req, res) => { request(${options}, () => {}); });\n`;
  expect(await found({ 'a.js': call("{ url: 'https://example.com', json: req.body }") })).toEqual([]);
  expect(await found({ 'a.js': call('{ url: req.query.url, json: true }') })).toEqual(['js-ssrf a.js:2']);
});

describe('letters taken out', () => {
  it.each([
    ['all but some', '/[^a-z0-9_-]/gi', 0],
    ['all but words', '/\\W+/g', 0],
    ['all but some, a semicolon among them', '/[^a-z0-9;]/g', 1],
    ['some', '/[;&]/g', 1],
    ['none, since it is no class', '/[z-a]/g', 1],
  ])('%s', async (_name, pattern, count) => {
    const text = `const cp = require('child_process');\napp.get('/', (req, res) => { cp.exec('ls ' + req.query.q.replace(${pattern}, '')); });\n`;
    expect(await found({ 'a.js': text })).toHaveLength(count);
  });

  it.each([
    ['separators', '/[\\\\/]/g', 0],
    ['two dots', '/\\.\\./g', 0],
    ['two dots before a separator', '/\\.\\.\\//g', 1],
    ['one kind of separator', '/[\\\\]/g', 1],
  ])('of a path: %s', async (_name, pattern, count) => {
    const text = `const fs = require('fs');\napp.get('/', (req, res) => { fs.readFileSync('/data/' + req.query.q.replace(${pattern}, '')); });\n`;
    expect(await found({ 'a.js': text })).toHaveLength(count);
  });
});
