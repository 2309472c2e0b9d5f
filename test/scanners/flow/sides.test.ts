import { describe, expect, it } from 'vitest';
import { repository } from '../scan-setup.ts';
import { type Files, foundInChange, foundOnSides } from './scan-sides.ts';

const route = `const tools = require('./tools');
app.get('/', (req, res) => res.redirect(tools.clean(req.query.next)));
`;
const cleaning = `exports.clean = (text) => encodeURIComponent(text);\n`;
const passing = `exports.clean = (text) => text;\n`;
const between = route.replace('./tools', './between');
const over = `module.exports = require('./tools');\n`;
const other = `app.get('/other', (req, res) => res.redirect(req.query.next));\n`;
const javaRoute = `import javax.servlet.http.*;
class Route extends HttpServlet {
  void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    new Runner().run(request.getParameter("name"));
  }
}
`;
const runner = (body: string) =>
  `class Runner {\n  public void run(String name) throws Exception {\n    ${body}\n  }\n}\n`;
const pythonRoute = `from flask import request
from app import tools
def view():
    return tools.run(request.args["name"])
`;

const goRoute = `package web
import (
	"net/http"
	"example.com/shop/internal/tools"
)
func view(w http.ResponseWriter, r *http.Request) {
	runner := tools.NewRunner()
	runner.Run(r.FormValue("name"))
}
`;

const goRunner = `package tools
type Runner struct{}
func NewRunner() *Runner { return &Runner{} }
`;
const goRun = (body: string) =>
  `package tools\nimport "os/exec"\nfunc (r *Runner) Run(name string) { ${body} }\nvar _ = exec.Command\n`;

const phpRoute = `<?php\nuse App\\Runner;\n(new Runner())->run(clean_it($_GET['name']));\n`;
const phpRunner = (body: string) =>
  `<?php\nnamespace App;\nclass Runner extends Base {\n  function run($name) { ${body} }\n}\n`;
const phpTools = (body: string) => `<?php\nfunction clean_it($text) { return ${body}; }\n`;

const action =
  'public class PageController(Tool tool) : Controller { public void Go(string q) { tool.Run(q); } }\n';
const tool = (body: string) => `public class Tool { public void Run(string text) { ${body} } }\n`;

const page = (output: string) => `<p><%${output} name %></p>\n`;
const spring = (value: string) =>
  `@Controller class Pages {
  @GetMapping("/a") String show(@RequestParam String name, Model model) { model.addAttribute("name", ${value}); return "user/page"; }
}
`;
const thymeleaf = (attribute: string) => `<p th:${attribute}="\${name}"></p>\n`;
const shown = (name: string) => `<p>\${${name}}</p>\n`;
const jsp = (value: string) => `<% String name = request.getParameter("name"); %>\n<b><%= ${value} %></b>\n`;
const greeting = (value: string) =>
  `public class Greeting { public String make(String name) { return "<b>" + ${value}; } }\n`;
const viewing =
  'public class HomeController : Controller { public IActionResult Show(string q) { ViewBag.Name = q; return View(); } }\n';
const blade = `<?php\nclass Pages { function show(Request $request) { return view('user.page', ['name' => $request->input('name')]); } }\n`;
const behind = (value: string) =>
  `public partial class Show : System.Web.UI.Page { protected string Heading; protected void Page_Load(object s, EventArgs e) { Heading = ${value}; } }\n`;
const inherits = '<%@ Page Inherits="Shop.Show" %>\n<h1><%= Heading %></h1>\n';
const rendering = `app.get('/page', (req, res) => res.render('page', { name: req.query.name }));\n`;
const rubyRoute =
  'class AController\n  include Tools\n  def show = Runner.new.run(clean_it(params[:name]))\nend\n';
const rubyRunner = (body: string) => `class Runner\n  def run(text)\n    ${body}\n  end\nend\n`;
const rubyTools = (body: string) => `module Tools\n  def clean_it(text) = ${body}\nend\n`;
const rubyPages =
  'class PagesController\n  before_action :load_it\n  def show; end\n  private\n  def load_it = @title = params[:title]\nend\n';
/** So many files that read requests that it pays to look for those that can come to the change. */
const readers = Object.fromEntries(
  Array.from({ length: 45 }, (_, index) => [
    [`reader${index}.js`, `exports.read = (req) => Number(req.query.a);\n`],
    [
      `readers/reader${index}.go`,
      `package readers\nimport "net/http"\nfunc read${index}(r *http.Request) int { return len(r.FormValue("a")) }\n`,
    ],
    [
      `readers/Reader${index}.java`,
      `class Reader${index} { int read(HttpServletRequest request) { return request.getParameter("a").length(); } }\n`,
    ],
    [
      `readers/Reader${index}.cs`,
      `public class Reader${index} : Controller { public int Go() { return Request.Query["a"].Length; } }\n`,
    ],
    [`readers/reader${index}.php`, `<?php\nfunction read_it_${index}() { return (int) $_GET['a']; }\n`],
    [`readers/reader${index}.rb`, `class Reader${index}\n  def go = params[:a].to_i\nend\n`],
  ]).flat(),
);

describe.each([
  ['a few files', {}],
  ['many files', readers],
])('a change among %s that read requests', (_, more) => {
  it.each<[string, Files, Files, string[], string[]]>([
    [
      'a file that stays as it is lets through what another one cleaned before',
      { 'route.js': route, 'tools.js': cleaning },
      { 'route.js': route, 'tools.js': passing },
      ['js-open-redirect route.js'],
      [],
    ],
    [
      'two files that come to the change over a third one, which is looked at once',
      { 'a.js': between, 'b.js': between, 'between.js': over, 'tools.js': cleaning },
      { 'a.js': between, 'b.js': between, 'between.js': over, 'tools.js': passing },
      ['js-open-redirect a.js', 'js-open-redirect b.js'],
      [],
    ],
    [
      'a file that is loaded by a name that settings give',
      { 'web/route.js': route.replace('./tools', '@/lib/tools'), 'src/lib/tools.js': cleaning },
      { 'web/route.js': route.replace('./tools', '@/lib/tools'), 'src/lib/tools.js': passing },
      ['js-open-redirect web/route.js'],
      [],
    ],
    [
      'what was there before is found before the change, too, though its source is in an unchanged file',
      { 'route.js': route, 'tools.js': passing },
      { 'route.js': route, 'tools.js': `${passing}exports.more = 1;\n` },
      ['js-open-redirect route.js'],
      ['js-open-redirect route.js'],
    ],
    [
      'a file that is gone',
      { 'route.js': route, 'tools.js': passing },
      { 'route.js': route },
      [],
      ['js-open-redirect route.js'],
    ],
    [
      'the only file with a way in is new',
      { 'tools.js': passing },
      { 'tools.js': passing, 'route.js': route },
      ['js-open-redirect route.js'],
      [],
    ],
    [
      'a class that is spoken of by its name',
      { 'Route.java': javaRoute, 'Runner.java': runner('System.out.println(1);') },
      { 'Route.java': javaRoute, 'Runner.java': runner('Runtime.getRuntime().exec(name);') },
      ['java-command-injection Runner.java'],
      [],
    ],
    [
      'a class in a file of another name',
      { 'PageController.cs': action, 'Services.cs': tool('Log(text);') },
      { 'PageController.cs': action, 'Services.cs': tool('Process.Start(text);') },
      ['cs-command-injection Services.cs'],
      [],
    ],
    [
      'a module of a package',
      { 'app/route.py': pythonRoute, 'app/tools.py': 'def run(name):\n    pass\n' },
      {
        'app/route.py': pythonRoute,
        'app/tools.py': 'import os\ndef run(name):\n    os.system("ls " + name)\n',
      },
      ['py-command-injection app/tools.py'],
      [],
    ],
    [
      'a method in another file than its type',
      { 'web/view.go': goRoute, 'internal/tools/runner.go': goRunner, 'internal/tools/run.go': goRun('') },
      {
        'web/view.go': goRoute,
        'internal/tools/runner.go': goRunner,
        'internal/tools/run.go': goRun('exec.Command("sh", "-c", name).Run()'),
      },
      ['go-command-injection internal/tools/run.go'],
      [],
    ],
    [
      'a view of Spring that does not escape',
      { 'Pages.java': spring('name'), 'templates/user/page.html': thymeleaf('text') },
      { 'Pages.java': spring('name'), 'templates/user/page.html': thymeleaf('utext') },
      ['java-reflected-xss templates/user/page.html'],
      [],
    ],
    [
      'what a view of Spring is given',
      { 'Pages.java': spring('"a"'), 'WEB-INF/user/page.jsp': shown('name') },
      { 'Pages.java': spring('name'), 'WEB-INF/user/page.jsp': shown('name') },
      ['java-reflected-xss WEB-INF/user/page.jsp'],
      [],
    ],
    [
      'a page that reads the request itself',
      { 'a.jsp': jsp('name.length()') },
      { 'a.jsp': jsp('name') },
      ['java-reflected-xss a.jsp'],
      [],
    ],
    [
      'a class that a page uses',
      { 'a.jsp': jsp('new Greeting().make(name)'), 'Greeting.java': greeting('""') },
      { 'a.jsp': jsp('new Greeting().make(name)'), 'Greeting.java': greeting('name') },
      ['java-reflected-xss a.jsp'],
      [],
    ],
    [
      'the view of an action, which says no name',
      { 'HomeController.cs': viewing, 'Views/Home/Show.cshtml': '<p>@ViewBag.Name</p>' },
      { 'HomeController.cs': viewing, 'Views/Home/Show.cshtml': '<p>@Html.Raw(ViewBag.Name)</p>' },
      ['cs-reflected-xss Views/Home/Show.cshtml'],
      [],
    ],
    [
      'the code beside a page',
      { 'Show.aspx': inherits, 'Show.aspx.cs': behind('"a"') },
      { 'Show.aspx': inherits, 'Show.aspx.cs': behind('Request["a"]') },
      ['cs-reflected-xss Show.aspx'],
      [],
    ],
    [
      'a Blade template',
      { 'Pages.php': blade, 'views/user/page.blade.php': '{{ $name }}' },
      { 'Pages.php': blade, 'views/user/page.blade.php': '{!! $name !!}' },
      ['php-reflected-xss views/user/page.blade.php'],
      [],
    ],
    [
      'a template that puts out what it is given',
      { 'page.js': rendering, 'views/page.ejs': page('=') },
      { 'page.js': rendering, 'views/page.ejs': page('-') },
      ['js-template-xss views/page.ejs'],
      [],
    ],
    [
      'a class and a function of PHP, found by their names in files that are called otherwise',
      { 'route.php': phpRoute, 'lib/a.php': phpRunner('echo 1;'), 'lib/b.php': phpTools('$text') },
      { 'route.php': phpRoute, 'lib/a.php': phpRunner('system($name);'), 'lib/b.php': phpTools('$text') },
      ['php-command-injection lib/a.php'],
      [],
    ],
    [
      'a function of PHP that cleans no more',
      {
        'route.php': phpRoute,
        'lib/a.php': phpRunner('system($name);'),
        'lib/b.php': phpTools('(int) $text'),
      },
      { 'route.php': phpRoute, 'lib/a.php': phpRunner('system($name);'), 'lib/b.php': phpTools('$text') },
      ['php-command-injection lib/a.php'],
      [],
    ],
    [
      'a method of PHP, called on what nobody knows',
      { 'route.php': `<?php\n$this->tool->grind($_GET['a']);\n`, 'lib/a.php': phpRunner('echo 1;') },
      {
        'route.php': `<?php\n$this->tool->grind($_GET['a']);\n`,
        'lib/a.php': `<?php\nclass A {\n  function grind($x) { system($x); }\n}\n`,
      },
      ['php-command-injection lib/a.php'],
      [],
    ],
    [
      'a base class of PHP',
      {
        'route.php': phpRoute,
        'lib/a.php': phpRunner('parent::run($name);'),
        'lib/b.php': phpTools('$text'),
      },
      {
        'route.php': phpRoute,
        'lib/a.php': phpRunner('parent::run($name);'),
        'lib/b.php': phpTools('$text'),
        'lib/Base.php': `<?php\nnamespace App;\nclass Base {\n  function run($x) { system($x); }\n}\n`,
      },
      ['php-command-injection lib/Base.php'],
      [],
    ],
    [
      'a class of Ruby that is spoken of by its name, and what it is given by another file',
      {
        'a_controller.rb': rubyRoute,
        'lib/runner.rb': rubyRunner('text'),
        'lib/tools.rb': rubyTools('text'),
      },
      {
        'a_controller.rb': rubyRoute,
        'lib/runner.rb': rubyRunner('system(text)'),
        'lib/tools.rb': rubyTools('text'),
      },
      ['rb-command-injection lib/runner.rb'],
      [],
    ],
    [
      'a module of Ruby that hands on what it escaped before',
      {
        'a_controller.rb': rubyRoute,
        'lib/runner.rb': rubyRunner('system(text)'),
        'lib/tools.rb': rubyTools('text.to_i'),
      },
      {
        'a_controller.rb': rubyRoute,
        'lib/runner.rb': rubyRunner('system(text)'),
        'lib/tools.rb': rubyTools('text'),
      },
      ['rb-command-injection lib/runner.rb'],
      [],
    ],
    [
      'a view, a partial and a filter of Rails',
      {
        'app/controllers/pages_controller.rb': rubyPages,
        'app/views/pages/show.html.erb': "<%= render 'shared/title' %>\n",
        'app/views/shared/_title.html.erb': '<%= @title %>\n',
      },
      {
        'app/controllers/pages_controller.rb': rubyPages,
        'app/views/pages/show.html.erb': "<%= render 'shared/title' %><%= raw @title %>\n",
        'app/views/shared/_title.html.erb': '<%== @title %>\n',
      },
      ['rb-reflected-xss app/views/pages/show.html.erb', 'rb-reflected-xss app/views/shared/_title.html.erb'],
      [],
    ],
    ['another language', { 'other.js': other, 'a.py': '1\n' }, { 'other.js': other, 'a.py': '2\n' }, [], []],
  ])('%s', async (__, base, head, onHead, onBase) => {
    const sides = [
      { ...base, ...more },
      { ...head, ...more },
    ] as const;
    const [changedHead = [], changedBase = []] = await foundInChange(...sides);
    expect([changedHead, changedBase]).toEqual([onHead, onBase]);
    // The same is new, and the same is gone, as by whole scans of both sides.
    const [wholeHead = [], wholeBase = []] = await foundOnSides([repository(sides[1]), repository(sides[0])]);
    const without = (list: readonly string[], others: readonly string[]) =>
      list.filter((one) => !others.includes(one));
    expect(without(changedHead, changedBase)).toEqual(without(wholeHead, wholeBase));
    expect(without(changedBase, changedHead)).toEqual(without(wholeBase, wholeHead));
  });
});

it('follows nothing that cannot come to the change', async () => {
  const files = { ...readers, 'other.js': other };
  expect(await foundInChange({ ...files, 'a.js': '1' }, { ...files, 'a.js': '2' })).toEqual([[], []]);
});

describe('where one side leads to more than is analysed of one file, both are followed as far', () => {
  const filler = (characters: number) => `// ${'-'.repeat(96)}\n`.repeat(characters / 100);
  const central = (more: string) => `exports.go = () => 1;\n${more}`;
  const files = {
    'route.js': `const [central, large, tools] = [require('./central'), require('./large'), require('./tools')];
app.get('/', (req, res) => { central.go(); large.go(); tools.go(req.query.next, res); });\n`,
    'large.js': `exports.go = () => 1;\n${filler(470_000)}`,
    'tools.js': 'exports.go = (to, res) => res.redirect(to);\n',
  };
  const small = { ...files, 'central.js': central('') };
  const grown = { ...files, 'central.js': central(`exports.more = 1;\n${filler(60_000)}`) };

  it.each<[string, Files, Files, readonly string[]]>([
    ['what the new one has no room for is left out of both', small, grown, []],
    ['what the new one has room for is in both', grown, small, ['js-open-redirect tools.js']],
  ])('%s', async (_, base, head, expected) => {
    expect(await foundInChange(base, head)).toEqual([expected, expected]);
  });
});
