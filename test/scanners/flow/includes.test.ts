import { describe, expect, it } from 'vitest';
import { foundInChange } from './scan-sides.ts';
import { found, scanTexts } from './scan-texts.ts';

const config = "<?php\n$id = $_GET['id'];\n";

describe('files that a page of PHP is put together of', () => {
  it.each([
    ["include 'config.php';", 'config.php'],
    ["require_once('config.php');", 'config.php'],
    ["require __DIR__ . '/../config.php';", 'config.php'],
    ["require dirname(__FILE__) . '/inc/config.php';", 'pages/inc/config.php'],
    ["include ROOT . '/inc/config.php';", 'inc/config.php'],
    ['include "{$base}inc/config.php";', 'inc/config.php'],
    ["if (!@include('../config.php')) exit;", 'config.php'],
  ])('%s', async (include, file) => {
    const page = `<?php\n${include}\nsystem($id);\n`;
    expect(await found({ 'pages/page.php': page, [file]: config })).toEqual([
      'php-command-injection pages/page.php:3',
    ]);
  });

  it('share their variables both ways, in functions too, and give back what they return', async () => {
    const files = {
      'index.php':
        "<?php\n$title = $_GET['t'];\ninclude 'head.php';\nfunction show() {\n$b = $_GET['b'];\ninclude 'body.php';\n}\n",
      'head.php': "<title><?= $title ?></title>\n<?php include 'menu.php';\n",
      'menu.php': '<?php\necho $title;\necho $b;\n',
      'body.php': '<?php\necho $title;\necho $b;\n',
      'other.php':
        "<?php\n$all = include 'values.php';\nsystem($all . $_GET['d']);\nfunction all() {\n global $all;\n system($all);\n}\n",
      'values.php': "<?php return $_GET['c'];\n",
    };
    expect(await found(files)).toEqual([
      'php-reflected-xss body.php:3',
      'php-reflected-xss head.php:1',
      'php-reflected-xss menu.php:2',
      'php-command-injection other.php:3',
      'php-command-injection other.php:6',
    ]);
  });

  it('fill what functions take from the file around them by its name, and nothing else', async () => {
    const page =
      "<?php\ninclude 'config.php';\nfunction f() {\nglobal $id;\nsystem($id);\n}\nfunction g() {\nsystem($id);\n}\n";
    expect(await found({ 'page.php': page, 'config.php': config })).toEqual([
      'php-command-injection page.php:5',
    ]);
  });

  it('make harmless what they overwrite', async () => {
    const files = {
      'page.php': "<?php\n$id = $_GET['id'];\ninclude 'numbers.php';\nsystem($id);\n",
      'numbers.php': '<?php $id = (int) $id;\n',
    };
    expect(await found(files)).toEqual([]);
  });

  it('come over other files, and are not taken for others of their name', async () => {
    const files = {
      'page.php': "<?php\ninclude 'all.php';\nsystem($id);\n",
      'all.php': "<?php include 'a/config.php';\n",
      'a/config.php': config,
      'safe.php': "<?php\ninclude 'b/config.php';\nsystem($id);\n",
      'b/config.php': '<?php $id = 1;\n',
    };
    expect(await found(files)).toEqual(['php-command-injection page.php:3']);
  });

  it('may include each other without an end', async () => {
    const file = (other: string) =>
      `<?php\n$x = $_GET['q'] . $x;\ninclude '${other}';\ninclude '${other}';\n`;
    const names = Array.from({ length: 12 }, (_, at) => `a${at}.php`);
    const files = Object.fromEntries(names.map((name, at) => [name, file(names[(at + 1) % 12] ?? '')]));
    const { results, notes } = await scanTexts(files);
    expect(results).toEqual([]);
    expect(notes).toEqual([]);
  });

  it('are looked at again where one of them is changed', async () => {
    const page = "<?php\ninclude 'config.php';\nsystem($id);\n";
    const before = { 'page.php': page, 'config.php': "<?php\n$id = (int) $_GET['id'];\n" };
    const [now, old] = await foundInChange(before, { ...before, 'config.php': config });
    expect(old).toEqual([]);
    expect(now).toHaveLength(1);
  });
});
