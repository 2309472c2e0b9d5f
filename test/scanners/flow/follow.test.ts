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

describe('javascript', () => {
  const sink = "const { exec } = require('child_process');\n";

  it.each([
    ['@/lib/run', 'lib/run.ts'],
    ['~/lib/run', 'src/lib/run.ts'],
    ['src/lib/run', 'src/lib/run.js'],
    ['@server/run', 'server/run/index.ts'],
  ])('finds %s by what it is called for short', async (name, file) => {
    const files = {
      'web/api/route.ts': `import { run } from '${name}';\nexport function GET(req) { run(req.query.q); }\n`,
      [file]: `${sink}export function run(command) { exec(command); }\n`,
    };
    expect(await found(files)).toEqual([`js-command-injection ${file}:2`]);
  });

  it('sees in a handler what stands below it in the module', async () => {
    const text = `${sink}app.get('/', (req, res) => run(req.query.q));\nconst run = (command) => exec(command);\n`;
    expect(await found({ 'a.js': text })).toEqual(['js-command-injection a.js:3']);
  });

  it('takes a method for that of the class that the constructor says', async () => {
    const service = (name: string, body: string) =>
      `${sink}export class ${name} { find(q: string) { ${body} } }\n`;
    const files = {
      'a.service.ts': service('A', 'exec(q);'),
      'b.service.ts': service('B', 'return q;'),
      'c.ts':
        "import { B } from './b.service';\nexport class C {\n  constructor(private readonly b: B) {}\n  @Get() all(@Query('q') q: string) { return this.b.find(q); }\n}\n",
    };
    expect(await found(files)).toEqual([]);
    const other = files['c.ts'].replace("{ B } from './b.service'", "{ A as B } from './a.service'");
    expect(await found({ ...files, 'c.ts': other })).toEqual(['js-command-injection a.service.ts:2']);
  });

  it.each([
    ['[^a-z0-9]', 0],
    ['[^\\w.-]', 0],
    ['[^\\w. ;-]', 1],
    ['[a-z]', 1],
  ])('takes what /%s/ leaves for harmless in a command or not', async (pattern, count) => {
    const text = `${sink}app.get('/', (req, res) => exec('ls ' + req.query.q.replace(/${pattern}/g, '')));\n`;
    expect(await found({ 'a.js': text })).toHaveLength(count);
  });

  it.each([
    ["socket.on('run', (command) => exec(command));", 1],
    ["socket.on('disconnect', (reason) => exec(reason));", 0],
    ["ipcMain.handle('run', (event, command) => exec(command));", 1],
    ["ipcMain.handle('run', (frame) => exec(frame));", 0],
    ["app.post('/run', (question, answer) => exec(question.body.command));", 1],
    ["list.post('/run', (question, answer) => exec(question.body.command));", 0],
  ])('takes what a library calls a function with for data from outside: %s', async (code, count) => {
    expect(await found({ 'a.js': sink + code })).toHaveLength(count);
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

describe('go', () => {
  const file = (body: string, more = '') =>
    `package a\nimport (\n"bytes"\n"encoding/json"\n"fmt"\n"net/http"\n"os/exec"\n"strconv"\n"strings"\n)\n${more}\nfunc h(w http.ResponseWriter, r *http.Request) {\n${body}\n}\n`;
  const run = 'exec.Command("sh", "-c", command).Run()';

  it.each([
    ['a name', 'command := r.FormValue("q")', 1],
    ['overwritten', 'command := r.FormValue("q"); command = "ls"', 0],
    ['text that is put together', 'command := "ls " + strings.TrimSpace(r.URL.Query().Get("q"))', 1],
    [
      'a number that is put in',
      'n, _ := strconv.Atoi(r.FormValue("q")); command := fmt.Sprintf("ls %d", n)',
      0,
    ],
    ['only numbers are put in', 'command := fmt.Sprintf("ls %d", r.FormValue("q"))', 0],
    [
      'a builder',
      'var b strings.Builder; b.WriteString("ls "); fmt.Fprintf(&b, "%s", r.FormValue("q")); command := b.String()',
      1,
    ],
    [
      'another builder',
      'b := &bytes.Buffer{}; b.WriteString("ls"); r.FormValue("q"); command := b.String()',
      0,
    ],
    [
      'one entry of a map',
      'm := map[string]string{"a": "ls"}; m["b"] = r.FormValue("q"); command := m["a"]',
      0,
    ],
    [
      'the other entry of a map',
      'm := map[string]string{"a": "ls"}; m["b"] = r.FormValue("q"); command := m["b"]',
      1,
    ],
    [
      'a slice that grows',
      'args := []string{"ls"}; args = append(args, r.FormValue("q")); command := strings.Join(args, " ")',
      1,
    ],
    ['a loop', 'var command string; for _, value := range r.URL.Query()["q"] { command += value }', 1],
    ['a branch', 'command := "ls"; if len(r.FormValue("q")) > 2 { command = r.FormValue("q") }', 1],
    ['a switch', 'command := r.FormValue("q"); switch command { case "ls", "ps": default: return }', 0],
    [
      'a switch that lets others through',
      'command := r.FormValue("q"); switch command { case "ls", "ps": }',
      1,
    ],
    [
      'a map of what is allowed',
      'command := r.FormValue("q"); if _, ok := allowed[command]; !ok { return }',
      0,
    ],
    ['a set of what is allowed', 'command := r.FormValue("q"); if !allowed[command] { return }', 0],
    ['a map that is not asked', 'command := r.FormValue("q"); if _, ok := allowed["a"]; !ok { return }', 1],
    [
      'a check that returns an error',
      'command := r.FormValue("q"); if err := validate(command); err != nil { return }',
      0,
    ],
    [
      'something else that does',
      'command := r.FormValue("q"); if err := count(command); err != nil { return }',
      1,
    ],
    ['fields of a body', 'var q query; json.NewDecoder(r.Body).Decode(&q); command := q.Name', 1],
    [
      'a number of a body',
      'var q query; json.NewDecoder(r.Body).Decode(&q); command := fmt.Sprint(q.Age)',
      0,
    ],
    ['a literal', 'q := &query{Name: r.FormValue("q")}; command := q.Name', 1],
    ['another field of it', 'q := query{Name: r.FormValue("q"), Other: "ls"}; command := q.Other', 0],
    ['a second result', '_, command := both(r.FormValue("q"))', 1],
    ['a first result', 'command, _ := both(r.FormValue("q"))', 0],
    ['a result by its name', 'command := named(r.FormValue("q"))', 1],
    ['a method of a field', 'o := &outer{}; command := o.same(r.FormValue("q"))', 1],
    ['a closure', 'command := ""; set := func(text string) { command = text }; set(r.FormValue("q"))', 1],
    [
      'a text that is set through its address',
      'command := ""; if command != "" { return }; fmt.Sscan(r.FormValue("q"), &command)',
      1,
    ],
    ['of another type', 'var v any = r.FormValue("q"); command, ok := v.(string); if !ok { return }', 1],
    ['what panics', 'command := r.FormValue("q"); if command != "ls" { panic(1) }', 0],
  ])('%s', async (_name, body, count) => {
    const more =
      'type query struct { Name, Other string; Age int }\ntype outer struct { inner }\ntype inner struct{}\nfunc (i inner) same(x string) string { return x }\nfunc both(x string) (string, string) { return "ls", x }\nfunc named(x string) (y string) { y = x; return }';
    expect(await found({ 'a.go': file(`${body}; ${run}`, more) })).toHaveLength(count);
  });

  it('follows data into methods of other files by the types that code declares', async () => {
    const { results } = await scanTexts({
      'web/handler.go':
        'package web\nimport (\n\t"net/http"\n\t"example.com/shop/internal/store"\n)\ntype Handler struct{ users *store.Users }\nfunc (h *Handler) Get(w http.ResponseWriter, r *http.Request) {\n\th.users.Find(r.PathValue("name"))\n}\n',
      'internal/store/users.go': 'package store\nimport "database/sql"\ntype Users struct{ db *sql.DB }\n',
      'internal/store/find.go':
        'package store\nfunc (u *Users) Find(name string) {\n\tu.db.Query("SELECT * FROM users WHERE name = \'" + name + "\'")\n}\n',
      'other/find.go': 'package other\nfunc (u *Users) Find(name string) {}\n',
    });
    expect(results.map(({ path, region }) => `${path}:${region?.startLine}`)).toEqual([
      'internal/store/find.go:3',
    ]);
    expect(results[0]?.flows?.[0]?.map(({ path }) => path)).toEqual([
      'web/handler.go',
      'web/handler.go',
      'internal/store/find.go',
    ]);
  });

  it('asks the types that have the method of an interface', async () => {
    const files = {
      'a.go':
        'package a\nimport "net/http"\ntype Store interface{ Find(name string) }\ntype Handler struct{ store Store }\nfunc (h *Handler) Get(w http.ResponseWriter, r *http.Request) { h.store.Find(r.FormValue("q")) }\n',
      'b/b.go':
        'package b\nimport "os"\ntype Files struct{}\nfunc (f Files) Find(name string) { os.ReadFile(name) }\n',
    };
    expect(await found(files)).toEqual(['go-path-traversal b/b.go:4']);
  });

  it('takes no package of the project for one of the standard library', async () => {
    const files = {
      'a.go':
        'package a\nimport (\n"net/http"\n"strings"\n"os/exec"\n)\nfunc h(w http.ResponseWriter, r *http.Request) { exec.Command(strings.ToLower(r.FormValue("q"))) }\n',
      'internal/strings/strings.go': 'package strings\nfunc ToLower(text string) string { return "" }\n',
    };
    expect(await found(files)).toHaveLength(1);
  });
});

describe('c#', () => {
  const action = (body: string, members = '') =>
    `public class PageController : Controller {\n public async Task<IActionResult> Go(string q, int n) { ${body} }\n ${members} }`;

  it.each([
    ['an interpolated text', 'Process.Start($"ls {q}");', 1],
    ['a number in it', 'Process.Start($"ls {n}");', 0],
    ['a text that is filled in', 'Process.Start(string.Format("ls {0}", q));', 1],
    ['a builder', 'var s = new StringBuilder("ls "); s.Append(q); Process.Start(s.ToString());', 1],
    ['what may be nothing', 'var p = q?.Trim() ?? "a"; Process.Start(p);', 1],
    [
      'one entry of a map',
      'var d = new Dictionary<string, string> { ["a"] = q, ["b"] = "x" }; Process.Start(d["b"]);',
      0,
    ],
    [
      'the other entry',
      'var d = new Dictionary<string, string> { ["a"] = q, ["b"] = "x" }; Process.Start(d["a"]);',
      1,
    ],
    ['a number that is given out', 'if (int.TryParse(q, out var x)) Process.Start("ls " + x);', 0],
    ['what is a number', 'if (!int.TryParse(q, out _)) return Ok(); Process.Start(q);', 0],
    ['a pattern', 'if (q is not ("a" or "b")) return Ok(); Process.Start(q);', 0],
    ['a pattern that binds', 'if (q is string p) Process.Start(p);', 1],
    ['a switch with a value', 'var p = q switch { "a" => "x", _ => q }; Process.Start(p);', 1],
    ['a switch over constants', 'var p = q switch { "a" => "x", _ => "y" }; Process.Start(p);', 0],
    [
      'a query',
      'var l = from p in q.Split(",") where p != "" select "ls " + p; foreach (var p in l) Process.Start(p);',
      1,
    ],
    ['a tuple', 'var (a, b) = ("x", q); Process.Start(a);', 0],
    ['the other part of it', 'var (a, b) = ("x", q); Process.Start(b);', 1],
    ['a local function', 'void Run(string p) => Process.Start(p); Run(q);', 1],
    ['a lambda', 'Action<string> run = p => Process.Start(p); run(q);', 1],
    ['what is waited for', 'var p = await Task.FromResult(q).ConfigureAwait(false); Process.Start(p);', 1],
    [
      'what an object is set to',
      'var i = new ProcessStartInfo("ls") { Arguments = q }; Process.Start(i);',
      1,
    ],
    ['the method that takes such arguments', 'Run(q, 1);', 0],
    ['the other method', 'Run(q);', 1],
    ['a property with code', 'Name = q; Process.Start(Line);', 1],
    ['a list of names', 'if (!Names.Contains(q)) return Ok(); Process.Start(q);', 0],
    [
      'words of another language',
      'var s = q.Replace("a", @"\\"); Process.Start(s + \'"\' + """a "b" """);',
      1,
    ],
  ])('%s', async (_name, body, count) => {
    const members =
      'string Name { get; set; } string Line => "ls " + Name; static readonly string[] Names = { "a", "b" }; void Run(string p) { Process.Start(p); } void Run(string p, int n) { Log(p); Log(n); Log(p); }';
    expect(await found({ 'A.cs': action(body, members) })).toHaveLength(count);
  });

  it('asks what stands behind an interface, in files of any name', async () => {
    const files = {
      'Web/PageController.cs':
        'public class PageController(IRunner runner) : ControllerBase {\n [HttpGet] public void Go([FromQuery] Query query) => runner.Run(query); }',
      'Core/Models.cs':
        'public enum Kind { A }\npublic record Query(string Text, Kind Kind, List<int> Ids);\npublic interface IRunner { void Run(Query query); }',
      'Core/Services.cs':
        'public class Runner : IRunner {\n public void Run(Query query) {\n  Process.Start("ls " + query.Kind);\n  Process.Start("ls " + query.Ids[0]);\n  Process.Start("ls " + query.Text);\n } }',
    };
    expect(await found(files)).toEqual(['cs-command-injection Core/Services.cs:5']);
  });

  it('follows what is called on data as if it were a method of it', async () => {
    const files = (body: string) => ({
      'A.cs': action('Process.Start(q.Quoted());'),
      'Texts.cs': `public static class Texts {\n public static string Quoted(this string text) => ${body};\n }`,
    });
    expect(await found(files('"a " + text'))).toHaveLength(1);
    expect(await found(files('"a " + text.Length'))).toHaveLength(0);
    expect(await found(files('Process.Start(text)'))).toEqual(['cs-command-injection Texts.cs:2']);
  });

  it.each([
    ['a minimal API', 'app.MapGet("/", (string q) => Process.Start(q));'],
    ['a function that one names', 'app.MapGet("/", Run);\nstatic void Run(string q) { Process.Start(q); }'],
    [
      'a page',
      'class P : PageModel { [BindProperty] public string Q { get; set; }\n public void OnPost() { Process.Start(Q); } }',
    ],
    ['a hub', 'class H : Hub { public void Send(string q) { Process.Start(q); } }'],
    [
      'a handler',
      'class A { public void Invoke(HttpContext context) { Process.Start(context.Request.Headers["q"]); } }',
    ],
    ['a request by its index', 'class A { void M() { Process.Start(HttpContext.Current.Request["q"]); } }'],
  ])('takes what the outside fills in: %s', async (_name, text) => {
    expect(await found({ 'A.cs': text })).toHaveLength(1);
  });

  it('reads controls of a page', async () => {
    const text =
      'public partial class Default : System.Web.UI.Page { void Go() { lblName.Text = txtName.Text; } }';
    expect(await found({ 'Default.aspx.cs': text })).toEqual(['cs-reflected-xss Default.aspx.cs:1']);
    expect(await found({ 'Default.cs': text })).toEqual([]);
  });

  it('ends on what is nested, repeated or broken', async () => {
    const deep = `class A : Controller { void M(string q) { var x = ${'('.repeat(2000)}q${')'.repeat(2000)}; } }`;
    const long = `class B : Controller { public void M(string q) { var x = q${' + q'.repeat(240)}; Process.Start(x); } }`;
    const open = 'class C : Controller { public void M(string q) { Process.Start(q); if (';
    const arms = `class D : Controller { public void M(string q) { var x = q switch { ${Array.from({ length: 500 }, (_, at) => `"${at}" => q,`).join(' ')} _ => q }; Process.Start(x); } }`;
    const { results, notes } = await scanTexts({ 'A.cs': deep, 'B.cs': long, 'C.cs': open, 'D.cs': arms });
    expect(notes.join()).toContain('A.cs');
    expect(results.map(({ path }) => path)).toEqual(expect.arrayContaining(['D.cs']));
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

  it('names a file with a row of branches too long to follow, and analyses the others', async () => {
    const branches = Array.from(
      { length: 20_000 },
      (_, index) => `    elif x == ${index}:\n        y = ${index}\n`,
    );
    const long = `from flask import request\ndef f():\n    x = request.args["q"]\n    if x:\n        y = 0\n${branches.join('')}`;
    const bad = 'from flask import request\nimport os\ndef f():\n    os.system(request.args["q"])\n';
    const { results, notes } = await scanTexts({ 'long.py': long, 'bad.py': bad });
    expect(results.map(({ path }) => path)).toEqual(['bad.py']);
    expect(notes.join()).toContain('long.py');
  });

  it('ends on Go code without end', async () => {
    const many = (text: (index: number) => string, count = 3000) =>
      Array.from({ length: count }, (_, index) => text(index)).join('');
    const start = 'package a\nimport (\n"net/http"\n"os/exec"\n)\n';
    const handler = (body: string) =>
      `${start}func h(w http.ResponseWriter, r *http.Request) {\n${body}\n}\n`;
    const { results, notes } = await scanTexts({
      'deep.go': handler(`x := ${'('.repeat(2000)}r.FormValue("q")${')'.repeat(2000)}`),
      'elses.go': handler(`${many((index) => `if x == ${index} {} else `, 400)}{}`),
      'cases.go': handler(`switch x {\n${many((index) => `case ${index}: x = f(x)\n`)}}`),
      'types/types.go': `package types\n${many((index) => `type T${index} struct { T${index + 1} }\n`)}`,
      'chain.go': `${start}import "a/types"\nfunc h(r *http.Request) { var t types.T0; t.Run(r.FormValue("q")) }\n`,
      'self.go': `${start}type S struct { *S }\nfunc (s *S) a(r *http.Request) { s.b(s.c(r.FormValue("q"))).d() }\n`,
      'broken.go': `${start}func h() { x := := 3\n}\nfunc g(r *http.Request) { exec.Command(r.FormValue("q")) }\n`,
    });
    expect(results.map(({ path }) => path)).toEqual(['broken.go']);
    expect(notes.join()).toContain('deep.go');
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

  it('ends on schemas that stand in each other many times', async () => {
    const fields = (of: string) => Array.from({ length: 60 }, (_, at) => `f${at}: ${of}`).join(', ');
    const schemas = Array.from(
      { length: 6 },
      (_, at) => `const s${at + 1} = z.object({ ${fields(`s${at}`)} });\n`,
    );
    const code = `const { z } = require('zod');\nconst { exec } = require('child_process');\nconst s0 = z.string();\n${schemas.join('')}`;
    const route = "app.post('/', (req, res) => { s6.parse(req.body); exec(req.body.name); });\n";
    expect(await found({ 'a.js': `${code}${route}` })).toEqual(['js-command-injection a.js:10']);
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
