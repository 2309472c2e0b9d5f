import { describe, expect, it } from 'vitest';
import { found, scanTexts } from './scan-texts.ts';

describe('php', () => {
  it.each([
    ['a text with variables', '$x = "ls $_GET[q] {$_GET[\'q\']}";', 1],
    ['a heredoc', '$x = <<<EOT\nls {$_GET["q"]}\nEOT;', 1],
    ['a nowdoc', "$x = <<<'EOT'\nls {$_GET['q']}\nEOT;", 0],
    ['sprintf', '$x = sprintf("ls %s", $_GET["q"]);', 1],
    ['sprintf of a number', "$x = sprintf('ls %05d %1$d', $_GET['q']);", 0],
    ['a sum', '$x = "ls " . ($_GET["q"] + 1);', 0],
    ['added step by step', '$x = "ls "; $x .= $_GET["q"];', 1],
    ['one entry of an array', '$a = ["p" => "a", "q" => $_GET["q"]]; $x = $a["p"];', 0],
    ['the other entry', '$a = ["p" => "a", "q" => $_GET["q"]]; $x = $a["q"];', 1],
    ['an array that nothing made', '$a["q"] = $_GET["q"]; $x = implode(" ", $a);', 1],
    ['an array that grows', '$a = []; $a[] = $_GET["q"]; foreach ($a as $v) { $x = $v; }', 1],
    ['keys of a request', 'foreach ($_POST as $k => $v) { $x = $k; }', 1],
    ['keys of an array of our own', 'foreach (["a" => $_GET["q"]] as $k => $v) { $x = $k; }', 0],
    [
      'an array that is another one once it is assigned',
      '$a = $b = []; $b["q"] = $_GET["q"]; $x = implode(" ", $a);',
      0,
    ],
    ['an array within a chain', '$a = $b = []; $b["q"] = $_GET["q"]; $x = implode(" ", $b);', 1],
    ['keys as a list', '$a = ["a" => $_GET["q"]]; $x = implode(" ", array_keys($a));', 0],
    ['keys of a request as a list', '$x = implode(" ", array_keys($_GET));', 1],
    [
      'one of several that is empty',
      'if ($_GET["a"] == "" || $_GET["q"] == "" || $_GET["b"] == "") return; $x = $_GET["q"];',
      1,
    ],
    ['a number, or else escaped', '$x = $_GET["q"]; is_int($x) or $x = escapeshellarg($x);', 0],
    ['taken apart', '[$a, $x] = ["a", $_GET["q"]];', 1],
    ['taken apart by name', '["b" => $x] = ["a" => $_GET["q"], "b" => "c"];', 0],
    ['match', '$x = match ($_GET["q"]) { "a" => "b", default => $_GET["q"] };', 1],
    ['match over constants', '$x = match ($_GET["q"]) { "a" => "b", default => "c" };', 0],
    ['a closure', '$f = function ($v) { return "ls $v"; }; $x = $f($_GET["q"]);', 1],
    ['what a closure sees', '$q = $_GET["q"]; $f = fn() => "ls $q"; $x = $f();', 1],
    ['a cast', '$x = (int) $_GET["q"];', 0],
    ['an object of a class that is named at run time', '$o = new $c($_GET["q"]); $x = $o->name();', 0],
    ['an object of a class that is named in the code', '$o = new Name($_GET["q"]); $x = $o->name();', 1],
    ['put back as a number', '$_GET["q"] = intval($_GET["q"]); $x = $_GET["q"];', 0],
    ['parts that a pattern found', 'preg_match("/q=(.*)/", $_GET["q"], $m); $x = $m[1];', 1],
    ['one of a list', 'if (!in_array($_GET["q"], ["a", "b"], true)) die(); $x = $_GET["q"];', 0],
    ['a key of a list', '$l = ["a" => 1]; if (!isset($l[$_GET["q"]])) exit; $x = $_GET["q"];', 0],
    ['digits or an end', 'ctype_digit($_GET["q"]) or die(); $x = $_GET["q"];', 0],
    ['a pattern for all of it', 'if (!preg_match("/^[a-z]+$/", $_GET["q"])) return; $x = $_GET["q"];', 0],
    [
      'a pattern and its outcome',
      'if (preg_match("/^[a-z]+$/", $_GET["q"]) !== 1) return; $x = $_GET["q"];',
      0,
    ],
    [
      'a pattern that has to fit',
      'if (preg_match("/^[a-z]+$/", $_GET["q"]) == 1) $x = $_GET["q"]; else $x = "";',
      0,
    ],
    [
      'a pattern that must not fit',
      'if (preg_match("/^[a-z]+$/", $_GET["q"]) === 1) return; $x = $_GET["q"];',
      1,
    ],
    [
      'a filter that says no',
      'if (filter_var($_GET["q"], FILTER_VALIDATE_INT) === false) die(); $x = $_GET["q"];',
      0,
    ],
    ['a pattern for its beginning', 'if (!preg_match("/^[a-z]+/", $_GET["q"])) return; $x = $_GET["q"];', 1],
    ['a name where PHP put the file', '$x = $_FILES["a"]["tmp_name"];', 0],
    ['a name of the sender', '$f = $_FILES["a"]; $x = $f["name"];', 1],
  ])('%s', async (_name, code, count) => {
    expect(await found({ 'a.php': `<?php\nfunction f() {\n${code}\nsystem($x);\n}\n` })).toHaveLength(count);
    expect(await found({ 'a.php': `<?php\n${code}\nsystem($x);\n` })).toHaveLength(count);
  });

  it.each([
    ['a function that fills a variable', 'function fill(&$v) { $v = $_GET["q"]; }', 'fill($x);', 1],
    [
      'a function that makes a variable harmless',
      'function put(&$v) { $v = (int) $v; }',
      '$x = $_GET["q"]; put($x);',
      0,
    ],
    [
      'a field',
      'class A { public $a; } function fill(&$v) { $v = $_GET["q"]; }',
      '$o = new A; fill($o->a); $x = $o->a;',
      1,
    ],
    ['what is of a type then', '', '$x = $_GET["q"]; settype($x, "integer");', 0],
    ['what is a text then', '', '$x = $_GET["q"]; settype($x, "string");', 1],
    ['a named argument', 'function fill($a, &$v) { $v = $a; }', 'fill(v: $x, a: $_GET["q"]);', 1],
    ['a parameter that is a value', 'function keep($v) { $v = 1; }', '$x = $_GET["q"]; keep($x);', 1],
  ])('knows references: %s', async (_name, declared, code, count) => {
    const text = `<?php\n${declared}\nfunction f() {\n${code}\nsystem($x);\n}\n`;
    expect(await found({ 'a.php': text })).toHaveLength(count);
  });

  it.each([
    ['escapes in the end', 'if (is_array($v)) return array_map("go", $v); return escapeshellarg($v);', 0],
    ['hands on in the end', 'if (is_array($v)) return go($v[0]); return trim($v);', 1],
    ['hands on what it calls itself with', 'return go($v);', 1],
    [
      'escapes each element',
      'foreach ($v as $k => $e) { if (is_array($e)) $v[$k] = go($e); else $v[$k] = escapeshellarg($e); } return $v;',
      0,
    ],
  ])('knows a function that calls itself and %s', async (_name, body, count) => {
    const text = `<?php\nfunction go($v) { ${body} }\nfunction f() {\n$x = go($_GET["q"]);\nsystem($x);\n}\n`;
    expect(await found({ 'a.php': text })).toHaveLength(count);
  });

  it.each([
    ['of PHP', 'array_map("escapeshellarg", $_GET["q"])', 0],
    ['that hands on', 'array_map("trim", $_GET["q"])', 1],
    ['of the code', 'array_map("clean", $_GET["q"])', 0],
    ['without a name', 'array_map(fn($v) => (int) $v, $_GET["q"])', 0],
    ['of a class', 'array_map("A::clean", $_GET["q"])', 0],
    ['of an object', 'array_map([new A, "keep"], $_GET["q"])', 1],
    ['that nobody knows', 'array_map($_POST["f"](), $_GET["q"])', 1],
    ['that is called with one', '[call_user_func("clean", $_GET["q"])]', 0],
    ['that is called with a list', '[call_user_func_array(["A", "clean"], [$_GET["q"]])]', 0],
    ['that is called with what it hands on', '[call_user_func_array("A::keep", [1, $_GET["q"]])]', 1],
  ])('knows functions by their names: one %s', async (_name, code, count) => {
    const declared =
      'function clean($v) { return intval($v); } class A { static function clean($v) { return intval($v); } static function keep($v, $w = "") { return $v . $w; } }';
    const text = `<?php\n${declared}\nfunction f() {\nsystem(implode(" ", ${code}));\n}\n`;
    expect((await found({ 'a.php': text })).filter((one) => /command/.test(one))).toHaveLength(count);
  });

  it.each([
    ['by reference', 'foreach ($a as &$v) { $v = (int) $v; }', 0],
    ['by reference, as they are', 'foreach ($a as &$v) { $v = trim($v); }', 1],
    ['by their keys', 'foreach ($a as $k => $v) { $a[$k] = (int) $v; }', 0],
    ['some of them', 'foreach ($a as $k => $v) { if ($v) $a[$k] = (int) $v; }', 1],
    ['until one says enough', 'foreach ($a as $k => $v) { if ($k) break; $a[$k] = (int) $v; }', 1],
    ['of another array', 'foreach ($a as $k => $v) { $b[$k] = (int) $v; }', 1],
  ])('knows a loop that replaces elements: %s', async (_name, loop, count) => {
    const text = `<?php\nfunction f() {\n$a = $_GET["a"]; ${loop}\nsystem(implode(" ", $a));\n}\n`;
    expect(await found({ 'a.php': text })).toHaveLength(count);
  });

  it('finds what stands between pieces of a page', async () => {
    const page =
      '<h1><?= $_GET["a"] ?></h1>\n<?php foreach ($_POST as $v): ?>\n<p><?= htmlspecialchars($v) ?></p>\n<p><?=$v;?></p>\n<?php endforeach; ?>\n<?php if ($a): ?><b><?= $_GET["c"] ?></b><?php endif ?>\n';
    expect(await found({ 'a.php': page })).toEqual([
      'php-reflected-xss a.php:1',
      'php-reflected-xss a.php:4',
      'php-reflected-xss a.php:6',
    ]);
  });

  it('follows data into functions and classes of other files, by their names', async () => {
    const files = {
      'index.php':
        '<?php\nrequire "lib/tools.php";\nuse App\\Runner as Starter;\nrun_it($_GET["a"]);\n(new Starter($_GET["b"]))->go();\nStarter::once($_GET["c"]);\n',
      'lib/tools.php': '<?php\nif (!function_exists("run_it")) {\n  function run_it($x) { exec($x); }\n}\n',
      'lib/Runner.php':
        '<?php\nnamespace App;\nclass Runner extends Base {\n  public function __construct(private string $what) { parent::__construct($what); }\n  function go() { system($this->what); }\n  static function once(string $x) { passthru(self::quoted($x)); }\n  static function quoted($x) { return $x; }\n}\n',
      'lib/Base.php':
        '<?php\nnamespace App;\nabstract class Base {\n  function __construct($x) { $this->kept = $x; shell_exec($this->kept); }\n}\n',
    };
    const { results } = await scanTexts(files);
    expect(results.map(({ path, region }) => `${path}:${region?.startLine}`)).toEqual([
      'lib/Base.php:4',
      'lib/Runner.php:5',
      'lib/Runner.php:6',
      'lib/tools.php:3',
    ]);
    const steps = results[0]?.flows?.[0]?.map(({ path, region }) => `${path}:${region.startLine}`);
    expect(steps?.[0]).toBe('index.php:5');
  });

  it.each([
    ['Laravel', 'class A { function show(Request $request) { system($request->input("a")); } }'],
    ['a helper of Laravel', 'function show() { system(request("a")); }'],
    ['a route of Laravel', 'Route::get("/a/{b}", function (string $b) { system($b); });'],
    ['an untyped route of Laravel', 'Route::get("/a/{b}", function ($b) { system($b); });'],
    ['Symfony', 'class A { function show(Request $request) { system($request->query->get("a")); } }'],
    ['a part of the path', 'class A { #[Route("/a/{b}")] function show(string $b) { system($b); } }'],
    ['PSR-7', 'class A { function show(ServerRequestInterface $r) { system($r->getQueryParams()["a"]); } }'],
    ['Slim', '$app->get("/a", function ($request, $response, $args) { system($args["a"]); });'],
    ['CodeIgniter', 'class A extends B { function show() { system($this->request->getPost("a")); } }'],
    ['an older CodeIgniter', 'class A extends B { function show() { system($this->input->post("a")); } }'],
    ['WordPress', 'class A { function show(WP_REST_Request $r) { system($r->get_param("a")); } }'],
    [
      'the body',
      'function f() { $d = json_decode(file_get_contents("php://input"), true); system($d["a"]); }',
    ],
    ['a filter that lets all through', 'function f() { system(filter_input(INPUT_GET, "a")); }'],
  ])('knows the request of %s', async (_name, code) => {
    expect(await found({ 'a.php': `<?php\n${code}\n` })).toEqual(['php-command-injection a.php:2']);
  });

  it('takes what PHP has itself for what it is, though the code has one for older versions', async () => {
    const files = {
      'a.php': '<?php\n$x = json_encode($_GET);\necho $x;\n',
      'b.php': '<?php\nif (!function_exists("json_encode")) {\nfunction json_encode($x) { return $x; }\n}\n',
    };
    expect(await found(files)).toEqual([]);
  });

  it.each([
    ['trimmed', 'trim($sql, "; \\n")', 1],
    ['put on one line', "preg_replace('/\\s+/', ' ', $sql)", 1],
    ['put on one line by its ends', "preg_replace('/[\\r\\n]+/', ' ', $sql)", 1],
    ['changed in a way that nobody knows', "preg_replace('/^(.*)$/', '', $sql)", 0],
  ])('knows a statement that is %s', async (_name, made, count) => {
    const text = `<?php\nfunction run($a, $sql) { $a->prepare(${made}); }\nrun($a, "UPDATE a SET b = " . $_GET["b"]);\n`;
    expect(await found({ 'a.php': text })).toHaveLength(count);
  });

  it.each([
    ['Predis', 0],
    ['GuzzleHttp', 1],
  ])('knows whose client it is: %s', async (owner, count) => {
    const created = `<?php\n$a = new ${owner}\\Client();\n$a->get($_GET["a"]);\n`;
    const used = `<?php\nuse ${owner}\\Client;\n$a = new Client();\n$a->get($_GET["a"]);\n`;
    expect(await found({ 'a.php': created })).toHaveLength(count);
    expect(await found({ 'a.php': used })).toHaveLength(count);
  });

  it.each([
    ['htmlchars', 0],
    ['special_chars', 0],
    ['preventXSS', 0],
    ['unescape', 1],
    ['htmlchars_decode', 1],
    ['noteHtmlOf', 1],
  ])('takes a function of the code for what it is called: %s', async (name, count) => {
    const text = `<?php\nfunction ${name}($x) { try { return f($x); } catch (Exception $e) { return $x; } }\necho ${name}($_GET["a"]);\n`;
    expect(await found({ 'a.php': text })).toHaveLength(count);
  });

  it('knows what makes a page of another type', async () => {
    const text = (type: string) => `<?php\nheader("Content-Type: ${type}");\necho $_GET["a"];\n`;
    expect(await found({ 'a.php': text('text/plain') })).toEqual([]);
    expect(await found({ 'a.php': text('text/html; charset=utf-8') })).toHaveLength(1);
  });
});

describe('hostile files of PHP', () => {
  it('names a file that is nested too deeply, and analyses the others', async () => {
    const deep = `<?php $x = $_GET['a'] . ${'['.repeat(3000)}${']'.repeat(3000)};\n`;
    const { results, notes } = await scanTexts({
      'deep.php': deep,
      'bad.php': '<?php system($_GET["a"]);\n',
    });
    expect(results).toHaveLength(1);
    expect(notes.join()).toContain('deep.php');
  });

  it('ends on functions and files that call each other, and on branches without end', async () => {
    const calls =
      '<?php\nfunction a($x) { return b($x) . b($x); }\nfunction b($x) { return a($x) . a($x); }\na($_GET["q"]);\n';
    const branches = `<?php\nfunction f($x) {\n${Array.from({ length: 400 }, (_, at) => `if ($x == ${at}) $x = g($x) . f($x);\n`).join('')}}\nf($_GET["q"]);\n`;
    const includes = '<?php\nrequire "d.php";\nrequire __DIR__ . "/c.php";\n$y = $_GET["q"] . $y;\n';
    const files = { 'a.php': calls, 'b.php': branches, 'c.php': includes, 'd.php': includes };
    expect((await scanTexts(files)).results).toEqual([]);
  });

  it('follows to its end a page whose functions log and query through one another for each thing they do', async () => {
    const levels = [0, 1, 2, 3, 4];
    const functions = levels
      .map(
        (level) =>
          `function f${level}($x) {\n${`  f${level + 1}("did " . $x);\n`.repeat(10)}  return $x;\n}\n`,
      )
      .join('');
    const text = `<?php\n${functions}function f5($x) { return $x; }\n$a = f0($_GET["a"]);\nsystem($_GET["b"]);\nsystem($a);\n`;
    const { results, notes } = await scanTexts({ 'a.php': text });
    expect(results.map(({ ruleId }) => ruleId)).toEqual(['php-command-injection', 'php-command-injection']);
    expect(notes).toEqual([]);
  });

  it('takes broken code as far as it can be read', async () => {
    const text = '<?php\nfunction f( {\n  system($_GET["q"]);\n}\nfunction g() {\n  system($_GET["q"]);\n}\n';
    expect(await found({ 'a.php': text })).toContain('php-command-injection a.php:6');
  });

  it('takes names of prototypes for names', async () => {
    const text =
      '<?php\nfunction constructor($__proto__) {\n  $toString = ["__proto__" => $__proto__];\n  system($toString["__proto__"]);\n}\nconstructor($_GET["hasOwnProperty"]);\n';
    expect(await found({ 'a.php': text })).toHaveLength(1);
  });
});
