import { describe, expect, it } from 'vitest';
import { found } from './scan-texts.ts';

const servlet = (body: string) =>
  `class A extends HttpServlet {\n  void doGet(HttpServletRequest req, HttpServletResponse resp) throws Exception {\n${body}\n  }\n}\n`;

describe('java', () => {
  it.each([
    ['a place of an array', 'String[] a = new String[2]; a[0] = req.getParameter("a"); exec(a[0]);', 1],
    ['another place of it', 'String[] a = new String[2]; a[0] = req.getParameter("a"); exec(a[1]);', 0],
    [
      'a place that is worked out',
      'String[] a = new String[2]; a[n] = req.getParameter("a"); exec(a[1]);',
      1,
    ],
    [
      'an array of arrays',
      'String[][] a = new String[2][2]; a[0][1] = req.getParameter("a"); exec(a[0][1]);',
      1,
    ],
    [
      'another of its arrays',
      'String[][] a = new String[2][2]; a[0][1] = req.getParameter("a"); exec(a[1][1]);',
      0,
    ],
  ])('%s', async (_name, body, count) => {
    const code = body.replace('exec(', 'Runtime.getRuntime().exec("sh -c " + ');
    expect(await found({ 'A.java': servlet(code) })).toHaveLength(count);
  });

  const action = (base: string, more = '') =>
    `public class Ping extends ${base} {\n  private String host;\n  private int port;\n  private Store store;\n  public void setHost(String host) { this.host = host; }\n  public void setPort(int port) { this.port = port; }\n  public void setStore(Store store) { this.store = store; }\n  public String getHost() { return host; }\n  public String execute() throws Exception {\n    Runtime.getRuntime().exec("sh -c " + ${more});\n    return "ok";\n  }\n}\n`;
  const base = 'public class Base extends ActionSupport {\n}\n';

  it.each([
    ['a property of an action', 'ActionSupport', 'getHost()', 1],
    ['over a class of its own', 'Base', 'host', 1],
    ['a number', 'Base', 'port', 0],
    ['what a container puts in', 'Base', 'store', 0],
    ['another class', 'Thread', 'host', 0],
  ])('%s', async (_name, extended, value, count) => {
    expect(await found({ 'Base.java': base, 'Ping.java': action(extended, value) })).toHaveLength(count);
  });
});

describe('go', () => {
  const types =
    'package common\n\ntype Sink struct {\n\tName string\n\tHandler func(in string) string\n}\n\ntype Route struct {\n\tSinks []*Sink\n}\n';
  const sinks =
    'package ping\n\nimport (\n\t"os/exec"\n\t"example.org/app/common"\n)\n\nfunc Routes() common.Route {\n\treturn common.Route{Sinks: []*common.Sink{\n\t\t{\n\t\t\tName: "ping",\n\t\t\tHandler: ping,\n\t\t},\n\t}}\n}\n\nfunc ping(in string) string {\n\tout, _ := exec.Command("sh", "-c", "ping "+in).Output()\n\treturn string(out)\n}\n';
  const server = (called: string) =>
    `package server\n\nimport (\n\t"net/http"\n\t"example.org/app/common"\n)\n\nfunc handle(s *common.Sink) http.HandlerFunc {\n\treturn func(w http.ResponseWriter, r *http.Request) {\n\t\ts.${called}(r.FormValue("in"))\n\t}\n}\n`;

  it.each([
    ['a function that is stored in a struct', 'Handler', 1],
    ['under another name', 'Other', 0],
  ])('%s', async (_name, called, count) => {
    const files = { 'common/sink.go': types, 'ping/ping.go': sinks, 'server/server.go': server(called) };
    expect(await found(files)).toHaveLength(count);
  });
});

describe('c#', () => {
  it.each([
    ['a place of an array', 'a[0]', 1],
    ['another place of it', 'a[1]', 0],
  ])('%s', async (_name, read, count) => {
    const code = `public class A : Controller {\n  public void Go(string q) {\n    var a = new string[2];\n    a[0] = q;\n    Process.Start("cmd.exe", "/c dir " + ${read});\n  }\n}\n`;
    expect(await found({ 'A.cs': code })).toHaveLength(count);
  });
});

describe('a mediator', () => {
  const handler = (message: string) =>
    `public class ${message}Handler : IRequestHandler<${message}, string> {\n  public Task<string> Handle(${message} request, CancellationToken token) { Process.Start("sh", "-c " + request.Name); return null; }\n}\n`;
  const message =
    'public class Find : IRequest<string> {\n  public Find(string name) { Name = name; }\n  public string Name { get; }\n}\npublic class Other : IRequest<string> { public string Name { get; set; } }\n';
  const controller =
    'public class A : Controller {\n  private readonly IMediator _mediator;\n  public async Task<IActionResult> X(string name) => Ok(await _mediator.Send(new Find(name)));\n}\n';

  it.each([
    ['hands a message to its handler', 'Find', 1],
    ['and to no other', 'Other', 0],
  ])('%s', async (_name, handled, count) => {
    expect(await found({ 'A.cs': controller, 'Find.cs': message, 'H.cs': handler(handled) })).toHaveLength(
      count,
    );
  });
});

describe('python', () => {
  it.each([
    [
      'what a generator gives out',
      'def g():\n    yield request.args["a"]\n\n@app.route("/x")\ndef x():\n    for v in g():\n        os.system("ls " + v)\n',
      1,
    ],
    [
      'a server of the standard library',
      'class H(BaseHTTPRequestHandler):\n    def do_GET(self):\n        os.system("ls " + self.path)\n',
      1,
    ],
    [
      'a class with such a member',
      'class H(Base):\n    def run(self, request):\n        os.system("ls " + self.path)\n',
      0,
    ],
    [
      'the interface of servers',
      'def app(environ, start_response):\n    os.system("ls " + environ["QUERY_STRING"])\n',
      1,
    ],
    [
      'a route that is added later',
      'def x():\n    return "<p>" + request.args["a"]\n\napp.add_url_rule("/x", view_func=x)\n',
      1,
    ],
    ['a function of which none is added', 'def x():\n    return "<p>" + request.args["a"]\n', 0],
    [
      'a part of the path, of a class',
      'class V(MethodView):\n    def get(self, name, user_id):\n        os.system("ls " + name)\n        os.system("ls " + user_id)\n',
      1,
    ],
  ])('%s', async (_name, code, count) => {
    expect(await found({ 'a.py': `import os\nfrom flask import request\n${code}` })).toHaveLength(count);
  });

  it.each([
    ['a text', 'q: str', 1],
    ['one of a list', 'q: Kind', 0],
    ['an identifier', 'q: UUID4', 0],
  ])('what a route is given: %s', async (_name, parameter, count) => {
    const code = `import os\nfrom enum import Enum\n\nclass Kind(str, Enum):\n    a = "a"\n\n@router.get("/x")\ndef x(${parameter}):\n    os.system("ls " + q)\n`;
    expect(await found({ 'a.py': code })).toHaveLength(count);
  });

  it.each([
    ['a class of its own', 'data: Item', 0],
    ['whatever it is', 'data: dict', 1],
  ])('a query that is %s', async (_name, parameter, count) => {
    const code = `class Item(BaseModel):\n    name: str\n\n@router.post("/x")\ndef x(${parameter}):\n    self.users.find_one(data)\n`;
    expect(await found({ 'a.py': code })).toHaveLength(count);
  });

  it.each([
    ["path('a/<name>', views.show)", 1],
    ["path('a/<str:name>/b', show)", 1],
    ["url(r'^a/(?P<name>\\w+)$', views.show, name='show')", 1],
    ["path('a/<int:name>', views.show)", 0],
    ["url(r'^a/(?P<name>\\d+)$', views.show)", 0],
    ["path('a/<name>', views.other)", 0],
  ])('a route %s', async (route, count) => {
    const view = 'import os\n\ndef show(request, name):\n    os.system("ls " + name)\n';
    expect(
      await found({ 'app/views.py': view, 'app/urls.py': `urlpatterns = [\n    ${route},\n]\n` }),
    ).toHaveLength(count);
  });
});

describe('what frameworks hand in', () => {
  it.each([
    [
      'a lambda of Javalin',
      'A.java',
      'import io.javalin.Javalin;\nclass A { void x(Javalin app) { app.get("/x", ctx -> { ctx.html("<p>" + ctx.queryParam("q")); }); } }',
      1,
    ],
    [
      'a method of Micronaut',
      'A.java',
      'class A { @Get("/{n}") void x(String n) throws Exception { Runtime.getRuntime().exec("sh -c " + n); } }',
      1,
    ],
    [
      'a property that Laravel finds',
      'a.php',
      '<?php class A { function x(Request $request) { exec("ls " . $request->host); } }',
      1,
    ],
    [
      'what the server knows',
      'a.php',
      '<?php class A { function x(Request $request) { exec("ls " . $request->server->get("REMOTE_ADDR")); } }',
      0,
    ],
    ['the end of a page', 'a.php', '<?php die("<p>" . $_GET["a"]);', 1],
    [
      'a key of its own in a map',
      'a.go',
      'package a\n\nimport (\n\t"net/http"\n\t"os/exec"\n)\n\nvar known = map[string]bool{"a": true}\n\nfunc isAllowed(name string) bool { return known[name] }\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\tq := r.FormValue("q")\n\tif !isAllowed(q) {\n\t\treturn\n\t}\n\texec.Command("sh", "-c", q).Run()\n}\n',
      0,
    ],
    [
      'a key that is asked for',
      'a.go',
      'package a\n\nimport (\n\t"net/http"\n\t"os/exec"\n)\n\nvar known = map[string]bool{"a": true}\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\tq := r.FormValue("q")\n\tif known[q] {\n\t\texec.Command("sh", "-c", q).Run()\n\t}\n\texec.Command("sh", "-c", q).Run()\n}\n',
      1,
    ],
  ])('%s', async (_name, file, code, count) => {
    expect(await found({ [file]: code })).toHaveLength(count);
  });
});
