import { describe, expect, it } from 'vitest';
import { misleadingPlaces } from '../../src/run/misleading-text.ts';

const seen = (path: string, text: string | Buffer, added = [{ start: 1, end: 100 }]) =>
  misleadingPlaces(path, Buffer.from(text), added).map(({ line, what }) => `${line} ${what}`);

describe('a line that does not run as it reads', () => {
  it.each([
    ['x.js', 'a\n/* \u202e } \u2066if (isAdmin)\u2069 \u2066 begin */\n', '2 turns the direction of text'],
    ['x.go', 'access\u200blevel := 1', '1 has characters that nobody sees'],
    ['x.js', 'const { timeout,\u3164} = req.query;', '1 has characters that nobody sees'],
    ['x.js', 'run(`\u{e0100}\u{e0101}`)', '1 has characters that nobody sees'],
    ['x.py', 'prompt = "a\u{e0041}"', '1 has characters that nobody sees'],
    ['x.py', '# harmless\r    os.system(x)\n', '1 has a line end that editors do not show'],
    ['x.py', 'a\nb = 1\rc = 2\n', '2 has a line end that editors do not show'],
    ['x.cs', '// harmless\u0085Process.Start(x);', '1 has a line end that editors do not show'],
    ['x.js', '// harmless\u2028eval(x);', '1 has a line end that editors do not show'],
    ['x.js', '\\u0065val(x)', '1 writes letters as codes'],
    ['x.ts', '\\u{0065}val(x)', '1 writes letters as codes'],
    ['x.ts', 'const a = "b", c = \\u0065val(x) + \'d\'', '1 writes letters as codes'],
    ['x.js', `${'/['.repeat(900)}\\u0065val(x)`, '1 writes letters as codes'],
    ['x.js', `${'/['.repeat(500_000)}\\u0065val(x)`, '1 writes letters as codes'],
    ['X.java', 'Runtime.\\uuu0067etRuntime()', '1 writes letters as codes'],
    ['X.java', '// \\u000a run();', '1 writes a line end, a quote or a comment as a code'],
    ['X.java', '/* \\u002a\\u002f run(); /*', '1 writes a line end, a quote or a comment as a code'],
    ['x.ts', Buffer.from('\ufeffa\r\nb\u202e\r\n', 'utf16le'), '2 turns the direction of text'],
  ])('is told in %s: %j', (path, text, told) => expect(seen(path, text)).toEqual([told]));

  it.each([
    ['x.py', 'a = 1\r\nb = 2\r\n'],
    ['x.js', 'say("שלום", "été", "한국어", "👨‍👩‍👧", "می‌خواهم");'],
    ['x.js', 'flag = "🏴󠁧󠁢󠁥󠁮󠁧󠁿"; esc = "\\u001b[31m\\u00e9\\u2028";'],
    ['km.php', "return ['name' => 'ឈ្មោះ\u200bក្រុមហ៊ុន'];"],
    ['styles.ts', 'content: "\u200b";'],
    ['x.py', 'letter = "\\u0041"'],
    ['x.js', 'const word = /[\\u0041-\\u005a/]+/u, az = \'\\u0061\' + "\\u007a" + `\\u{61}`;'],
    ['X.java', "char a = '\\u0041';"],
    ['he.md', 'a \u2067b\u2069'],
    ['messages.ftl', 'a = \u2068b\u2069'],
    ['x.ts', Buffer.from('\ufeffa\r\nb\r\n', 'utf16le')],
  ])('is none in %s: %j', (path, text) => expect(seen(path, text)).toEqual([]));

  it('is told only where the change adds it', () => {
    const text = 'a\u202e\nb\nc\u202e\n';
    expect(seen('x.js', text, [{ start: 2, end: 3 }])).toEqual(['3 turns the direction of text']);
    expect(seen('x.js', text, [])).toEqual([]);
  });
});
