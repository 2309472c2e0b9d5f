// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have them
import { expect, it } from 'vitest';
import { found } from './scan-texts.ts';

type Texts = Readonly<Record<string, string>>;

const mvc = (views: Texts, action = 'ViewBag.Q = q; return View();') => ({
  'Controllers/HomeController.cs': `using Microsoft.AspNetCore.Mvc;\npublic class HomeController : Controller {\n  [HttpGet] public IActionResult Index([FromQuery] string q) { ${action} }\n}\n`,
  ...views,
});

const symfony = (views: Texts) => ({
  'src/Controller/PageController.php': `<?php\nclass PageController extends AbstractController {\n  public function index(Request $request) {\n    return $this->render('page.html.twig', ['q' => $request->query->get('q'), 'list' => $request->query->all('l')]);\n  }\n}\n`,
  ...Object.fromEntries(Object.entries(views).map(([k, v]) => [`templates/${k}`, v])),
});

const laravel = (views: Texts) => ({
  'app/Http/Controllers/PageController.php': `<?php\nclass PageController extends Controller {\n  public function index(Request $request) {\n    $q = $request->input('q');\n    return view('page', ['q' => $q, 'list' => $request->input('l')]);\n  }\n}\n`,
  ...Object.fromEntries(Object.entries(views).map(([k, v]) => [`resources/views/${k}`, v])),
});

it.each<[string, Texts, readonly string[]]>([
  [
    'razor viewbag',
    mvc({ 'Views/Home/Index.cshtml': '@Html.Raw(ViewBag.Q)' }),
    ['Views/Home/Index.cshtml:1'],
  ],
  ['razor escaped', mvc({ 'Views/Home/Index.cshtml': '@ViewBag.Q' }), []],
  [
    'razor loop',
    mvc(
      { 'Views/Home/Index.cshtml': '@foreach (var one in Model) {\n  @Html.Raw(one)\n}' },
      'return View(q.Split(","));',
    ),
    ['Views/Home/Index.cshtml:2'],
  ],
  [
    'razor loop member',
    mvc(
      { 'Views/Home/Index.cshtml': '@foreach (var one in Model.List) {\n  @Html.Raw(one)\n}' },
      'return View(new M { List = q.Split(",") });',
    ),
    ['Views/Home/Index.cshtml:2'],
  ],
  [
    'razor partial',
    mvc({
      'Views/Home/Index.cshtml': '<partial name="_Row" />',
      'Views/Shared/_Row.cshtml': '@Html.Raw(ViewBag.Q)',
    }),
    ['Views/Shared/_Row.cshtml:1'],
  ],
  [
    'razor partial model',
    mvc({
      'Views/Home/Index.cshtml': '@await Html.PartialAsync("_Row", (string)ViewBag.Q)',
      'Views/Shared/_Row.cshtml': '@Html.Raw(Model)',
    }),
    ['Views/Shared/_Row.cshtml:1'],
  ],
  [
    'razor layout',
    mvc({
      'Views/Home/Index.cshtml': 'x',
      'Views/Shared/_Layout.cshtml': '<title>@Html.Raw(ViewBag.Q)</title>',
    }),
    ['Views/Shared/_Layout.cshtml:1'],
  ],
  [
    'razor layout title',
    mvc(
      {
        'Views/Home/Index.cshtml': '@{ ViewBag.Title = Model.Q; }',
        'Views/Shared/_Layout.cshtml': '<title>@Html.Raw(ViewBag.Title)</title>',
      },
      'return View(new M { Q = q });',
    ),
    ['Views/Shared/_Layout.cshtml:1'],
  ],
  [
    'razor bound model',
    {
      'Models/Search.cs':
        'public class Search { public string Q { get; set; } public int Page { get; set; } }',
      'Controllers/HomeController.cs':
        'using Microsoft.AspNetCore.Mvc;\npublic class HomeController : Controller {\n  [HttpPost] public IActionResult Index(Search search) { return View(search); }\n}\n',
      'Views/Home/Index.cshtml': '@model Search\n@Html.Raw(Model.Q)\n@Html.Raw(Model.Page)',
    },
    ['Views/Home/Index.cshtml:2'],
  ],
  [
    'razor page',
    {
      'Pages/Index.cshtml': '@page\n@model IndexModel\n@Html.Raw(Model.Q)',
      'Pages/Index.cshtml.cs':
        'using Microsoft.AspNetCore.Mvc.RazorPages;\npublic class IndexModel : PageModel {\n  public string Q { get; set; }\n  public void OnGet(string q) { Q = q; }\n}\n',
    },
    ['Pages/Index.cshtml:3'],
  ],
  [
    'razor page async post',
    {
      'Pages/Index.cshtml': '@page\n@model IndexModel\n@Html.Raw(Model.Q)',
      'Pages/Index.cshtml.cs':
        'using Microsoft.AspNetCore.Mvc.RazorPages;\npublic class IndexModel : PageModel {\n  public string Q { get; set; }\n  public async Task<IActionResult> OnPostAsync(string q) { Q = "<b>" + q; return Page(); }\n}\n',
    },
    ['Pages/Index.cshtml:3'],
  ],
  [
    'razor page bind property',
    {
      'Pages/Index.cshtml': '@page\n@model IndexModel\n@Html.Raw(Model.Q)',
      'Pages/Index.cshtml.cs':
        'using Microsoft.AspNetCore.Mvc.RazorPages;\npublic class IndexModel : PageModel {\n  [BindProperty(SupportsGet = true)]\n  public string Q { get; set; }\n  public void OnGet() { }\n}\n',
    },
    ['Pages/Index.cshtml:3'],
  ],
  [
    'razor page viewdata',
    {
      'Pages/Index.cshtml': '@page\n@model IndexModel\n@Html.Raw(ViewData["Q"])',
      'Pages/Index.cshtml.cs':
        'using Microsoft.AspNetCore.Mvc.RazorPages;\npublic class IndexModel : PageModel {\n  public void OnGet(string q) { ViewData["Q"] = q; }\n}\n',
    },
    ['Pages/Index.cshtml:3'],
  ],
  [
    'razor request',
    mvc({ 'Views/Home/Index.cshtml': '@Html.Raw(Context.Request.Query["q"])' }),
    ['Views/Home/Index.cshtml:1'],
  ],
  ['twig direct', symfony({ 'page.html.twig': '{{ q|raw }}' }), ['templates/page.html.twig:1']],
  ['twig escaped', symfony({ 'page.html.twig': '{{ q }}' }), []],
  [
    'twig loop',
    symfony({ 'page.html.twig': '{% for i in list %}\n{{ i|raw }}\n{% endfor %}' }),
    ['templates/page.html.twig:2'],
  ],
  [
    'twig loop kv',
    symfony({ 'page.html.twig': '{% for k, v in list %}\n{{ v|raw }}\n{% endfor %}' }),
    ['templates/page.html.twig:2'],
  ],
  [
    'twig include',
    symfony({ 'page.html.twig': "{% include 'part.html.twig' %}", 'part.html.twig': '{{ q|raw }}' }),
    ['templates/part.html.twig:1'],
  ],
  [
    'twig include function',
    symfony({
      'page.html.twig': "{{ include('part.html.twig', { text: q }) }}",
      'part.html.twig': '{{ text|raw }}',
    }),
    ['templates/part.html.twig:1'],
  ],
  [
    'twig include with',
    symfony({
      'page.html.twig': "{% include 'part.html.twig' with {'text': q} only %}",
      'part.html.twig': '{{ text|raw }}',
    }),
    ['templates/part.html.twig:1'],
  ],
  [
    'twig extends',
    symfony({ 'page.html.twig': "{% extends 'base.html.twig' %}", 'base.html.twig': '{{ q|raw }}' }),
    ['templates/base.html.twig:1'],
  ],
  [
    'twig app.request',
    symfony({ 'page.html.twig': "{{ app.request.query.get('q')|raw }}" }),
    ['templates/page.html.twig:1'],
  ],
  ['blade direct', laravel({ 'page.blade.php': '{!! $q !!}' }), ['resources/views/page.blade.php:1']],
  ['blade escaped', laravel({ 'page.blade.php': '{{ $q }}' }), []],
  [
    'blade loop',
    laravel({ 'page.blade.php': '@foreach ($list as $one)\n{!! $one !!}\n@endforeach' }),
    ['resources/views/page.blade.php:2'],
  ],
  [
    'blade include',
    laravel({ 'page.blade.php': "@include('part')", 'part.blade.php': '{!! $q !!}' }),
    ['resources/views/part.blade.php:1'],
  ],
  [
    'blade include given',
    laravel({ 'page.blade.php': "@include('part', ['text' => $q])", 'part.blade.php': '{!! $text !!}' }),
    ['resources/views/part.blade.php:1'],
  ],
  [
    'blade extends',
    laravel({ 'page.blade.php': "@extends('layout')", 'layout.blade.php': '{!! $q !!}' }),
    ['resources/views/layout.blade.php:1'],
  ],
  [
    'blade component',
    laravel({
      'page.blade.php': '<x-alert :message="$q" />',
      'components/alert.blade.php': '{!! $message !!}',
    }),
    ['resources/views/components/alert.blade.php:1'],
  ],
  [
    'blade request',
    laravel({ 'page.blade.php': "{!! request('q') !!}" }),
    ['resources/views/page.blade.php:1'],
  ],
  [
    'php view loop',
    {
      'index.php': "<?php\n$list = $_GET['l'];\ninclude 'views/page.php';\n",
      'views/page.php': '<?php foreach ($list as $one): ?>\n<?= $one ?>\n<?php endforeach ?>',
    },
    ['views/page.php:2'],
  ],
  [
    'php render loop',
    {
      'index.php': "<?php\n$view->render('page', ['list' => $_GET['l']]);\n",
      'views/page.php': '<?php foreach ($list as $one): ?>\n<?= $one ?>\n<?php endforeach ?>',
    },
    ['views/page.php:2'],
  ],
  [
    'php render made',
    {
      'index.php': "<?php\n$view->render('page', ['q' => $_GET['l']]);\n",
      'views/page.php': '<?php $t = "<b>$q</b>"; ?>\n<?= $t ?>',
    },
    ['views/page.php:2'],
  ],
])('follows a request into a page: %s', async (_, files, expected) => {
  const places = (await found(files)).map((one) => one.replace(/^\S+ /, ''));
  expect([...new Set(places)].sort()).toEqual([...expected].sort());
});
