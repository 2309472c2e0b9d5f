import { describe, expect, it } from 'vitest';
import { found, scanTexts } from './scan-texts.ts';

const controller = (body: string) => `package shop

import org.springframework.web.bind.annotation.*

@RestController
@RequestMapping("/api")
class Api(private val jdbc: JdbcTemplate, val prefix: String = "x") : Base(), Marked {
    private val allowed = setOf("a", "b")
    private val table: String get() = "orders"

    @GetMapping("/{q}")
    fun get(@PathVariable q: String, @RequestParam(required = false) other: String?, @RequestParam count: Int): List<String> {
${body}
        Runtime.getRuntime().exec(x)
        return emptyList()
    }

    private fun quoted(text: String) = "'$text'"
    private fun fixed(text: String): String { return "ls" }
    companion object { fun shared(text: String) = "ls $text"; const val NAME = "ls" }
}
`;

describe('kotlin', () => {
  it.each([
    ['a text with a name', 'val x = "ls $q"', 1],
    ['a text with a value', `val x = "ls \${q.trim()}"`, 1],
    ['a raw text', 'val x = """ls $q"""', 1],
    ['an escaped dollar', 'val x = "ls \\$q"', 0],
    ['a number', `val x = "ls $count \${q.toInt()}"`, 0],
    ['a sum', 'val x = "ls " + q', 1],
    ['added step by step', 'var x = "ls "\n x += q', 1],
    ['what may be absent', 'val x = other ?: "ls"', 1],
    ['absent or left', 'val x = other ?: return emptyList()', 1],
    ['what is never absent', 'val x = other!!', 1],
    ['a call that names its type', 'val x = q.cast<String>("ls")', 1],
    ['a call that names its type, and what follows', 'val x = q.cast<String>(count).trim()', 1],
    ['a comparison', 'val x = if (count < 3) "ls" else "cat"', 0],
    ['a choice', 'val x = if (count > 1) "ls" else q', 1],
    ['a choice of constants', 'val x = if (q == "a") "ls" else "cat"', 0],
    ['a choice with statements', 'val x = if (count > 1) { println(1); q } else "ls"', 1],
    ['when over constants', 'val x = when (q) { "a", "b" -> q; else -> "ls" }', 0],
    ['when that lets through', 'val x = when (q) { "a" -> "ls"; else -> q }', 1],
    ['when without a subject', 'val x = when { count > 1 -> "ls"; else -> q }', 1],
    ['one of a list', 'if (q !in allowed) return emptyList()\n val x = q', 0],
    ['not one of a list', 'if (q in allowed) return emptyList()\n val x = q', 1],
    ['demanded to be one of a list', 'require(q in allowed) { "no" }\n val x = q', 0],
    ['demanded to be anything', 'require(q.isNotEmpty())\n val x = q', 1],
    ['taken if it is one of a list', 'val x = q.takeIf { it in allowed } ?: "ls"', 0],
    ['a pattern for all of it', 'if (!q.matches(Regex("^[a-z]+$"))) return emptyList()\n val x = q', 0],
    ['a pattern asked about it', 'if (!Regex("[a-z]+").matches(q)) return emptyList()\n val x = q', 0],
    ['let', 'val x = q.let { "ls $it" }', 1],
    ['let by a name', 'val x = other?.let { value -> "ls $value" } ?: "ls"', 1],
    ['let that drops it', 'val x = q.let { "ls" }', 0],
    ['also', 'val x = q.also { println(it) }', 1],
    ['run', 'val x = q.run { trim() }', 1],
    ['with', 'val x = with(q) { "ls $this" }', 1],
    ['a text that is built', 'val x = buildString { append("ls "); append(q) }', 1],
    ['a text that is built of constants', 'val x = buildString { append("ls "); append("a") }', 0],
    ['a function of its own', 'val x = quoted(q)', 1],
    ['a function that drops it', 'val x = fixed(q)', 0],
    ['a function of the companion', 'val x = shared(q)', 1],
    ['a function of the companion by the class', 'val x = Api.shared(q)', 1],
    ['a constant of the companion', 'val x = NAME + table + prefix', 0],
    ['a function within', 'fun inner(a: String) = "ls $a"\n val x = inner(q)', 1],
    ['a lambda', 'val f = { a: String -> "ls $a" }\n val x = f(q)', 1],
    ['a list', 'val l = listOf("a", q)\n val x = l[1]', 1],
    ['another one of a list', 'val l = listOf("a", q)\n val x = l[0]', 0],
    ['a map', 'val m = mapOf("a" to "b", "c" to q)\n val x = m["c"]', 1],
    ['another one of a map', 'val m = mapOf("a" to "b", "c" to q)\n val x = m["a"]', 0],
    ['every one of a list', 'var x = ""\n for (one in q.split(",")) x = one', 1],
    ['mapped', 'val x = listOf(q).map { it.trim() }.joinToString(" ")', 1],
    ['taken apart', 'val (a, x) = listOf("a", q)', 1],
    ['a pair', 'val (a, x) = q to "ls"', 0],
    ['tried', 'val x = try { q.trim() } catch (e: Exception) { "ls" }', 1],
    ['as another type', 'val x = q as String', 1],
    ['an object of its own', 'val x = Holder(q).text', 1],
    ['the other part of it', 'val x = Holder(q).name', 0],
    ['what its constructor makes', 'val x = Holder(q).command', 1],
    ['a method of an object', 'val x = Holder(q).line()', 1],
    ['a copy with a name', 'val x = Holder(text = q, name = "ls").text', 1],
    ['one object for all', 'val x = Tools.turn(q)', 1],
    ['a function of no class', 'val x = turned(q)', 1],
    ['a function of another file', 'val x = far(q)', 1],
    ['an extension', 'val x = q.shouted()', 1],
    ['an extension that drops it', 'val x = q.silent()', 0],
  ])('%s', async (_name, code, count) => {
    const files = {
      'src/Api.kt': controller(code),
      'src/Holder.kt':
        'class Holder(val text: String, val name: String = "a") {\n val command = "ls $text"\n fun line() = "ls " + text\n}\n',
      'src/Tools.kt': 'object Tools {\n fun turn(text: String) = text.reversed()\n}\n',
      'src/functions.kt':
        'fun far(text: String): String = "ls $text"\nfun String.shouted() = this + "!"\nfun String.silent() = "ls"\n',
    };
    const own = `\nfun turned(text: String): String {\n return text.reversed()\n}\n`;
    const told = await found({ ...files, 'src/Api.kt': files['src/Api.kt'] + own });
    expect(told.filter((one) => one.startsWith('java-command-injection'))).toHaveLength(count);
  });
});

it('makes an object without the objects that its class holds', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `val M${index} = Method("m${index}")`).join(
    '\n    ',
  );
  const { notes } = await scanTexts({
    'Method.kt': `class Method(val value: String) {\n  companion object {\n    ${names}\n  }\n}\n`,
    'Api.kt': `@RestController class Api {\n  @GetMapping("/") fun a(@RequestParam q: String) = Method(q).value\n}\n`,
  });
  expect(notes).toEqual([]);
});
