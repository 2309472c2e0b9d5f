import { describe, expect, it } from 'vitest';
import { found, scanTexts } from './scan-texts.ts';

describe('a function that only hands on what it is given', () => {
  const wrapper =
    '<?php\nfunction run($db, $sql) {\n  log_it($sql);\n  return mysqli_query($db, $sql);\n}\nfunction twice($db, $sql) { return run($db, $sql); }\n';

  it.each([
    [
      'is told where a text is put together',
      'run($db, "SELECT 1 FROM a WHERE b = " . $_GET["b"]);',
      'b.php:3',
    ],
    ['and over a variable', '$q = "SELECT " . $_GET["b"]; run($db, $q);', 'b.php:3'],
    ['and over a function between', 'twice($db, "SELECT " . $_GET["b"]);', 'b.php:3'],
    ['not where all of it is from outside', 'run($db, $_GET["b"]);', 'a.php:4'],
  ])('%s', async (_name, code, place) => {
    expect(await found({ 'a.php': wrapper, 'b.php': `<?php\nrequire 'a.php';\n${code}\n` })).toEqual([
      `php-sql-injection ${place}`,
    ]);
  });

  it('is told for each text', async () => {
    const two = "run($db, 'SELECT ' . $_GET['a']);\nrun($db, 'DELETE ' . $_POST['a']);\n";
    expect(await found({ 'a.php': wrapper, 'b.php': `<?php\nrequire 'a.php';\n${two}` })).toEqual([
      'php-sql-injection b.php:3',
      'php-sql-injection b.php:4',
    ]);
  });

  it('is the end of the way there', async () => {
    const { results } = await scanTexts({
      'a.php': wrapper,
      'b.php': '<?php\nrequire "a.php";\nrun($db, "SELECT " . $_GET["a"]);\n',
    });
    expect(results[0]?.flows?.[0]?.at(-1)).toMatchObject({ path: 'a.php', message: 'Used here' });
  });

  it('is told itself where it puts the text together', async () => {
    const own =
      'def find(name):\n    sql = "SELECT " + name\n    return cursor.execute(sql)\n\ndef view(request):\n    find("a" + request.GET["q"])\n';
    expect(await found({ 'a.py': own })).toEqual(['py-sql-injection a.py:3']);
    const handed =
      'def find(self, sql):\n    cursor.execute(sql)\n\ndef view(request):\n    find(None, sql="a" + request.GET["q"])\n';
    expect(await found({ 'a.py': handed })).toEqual(['py-sql-injection a.py:5']);
  });
});
