import { expect, it } from 'vitest';
import { alteredFunctions } from '../../../src/scanners/flow/altered-functions.ts';
import type { ModuleForm } from '../../../src/scanners/flow/form/form.ts';
import { java } from '../../../src/scanners/flow/languages/java/java.ts';
import { parserWith } from './grammars-folder.ts';

const parser = await parserWith('java');
const text = `import a.B;
class Tool extends Base {
  private String held = "a";
  String first(String text) { return text; }
  Runnable second(String text) { return () -> run(text); }
  void third() {}
}
`;

function lowered(code: string): ModuleForm {
  const parsed = parser.parse('java', code);
  if ('failed' in parsed) throw new Error(parsed.failed);
  return java.lower('Tool.java', code, parsed.tree.root());
}

it.each<[string, string, string, readonly string[] | undefined]>([
  ['nothing', '', '', []],
  ['a comment above', 'class Tool', '/* more */\nclass Tool', []],
  ['what one function does', 'return text;', 'return text + 1;', ['String first']],
  ['a name of its own', 'return text;', 'String a = text; return a;', ['String first']],
  ['a function within one', 'run(text)', 'run(1)', ['() ->']],
  ['what a function takes', 'first(String text)', 'first(int text)', undefined],
  ['the name of a function', 'first', 'one', undefined],
  ['whether it does anything', 'third() {}', 'third() { run(); }', undefined],
  ['a field', '"a"', '"b"', undefined],
  ['what the class is based on', 'Base', 'Other', undefined],
  ['what is imported, which says nothing in Java', 'a.B', 'a.C', []],
  ['one function more', 'void third', 'void fourth() {}\n  void third', undefined],
])('tells where functions do something else: %s', (_, before, after, expected) => {
  const starts = alteredFunctions(lowered(text), lowered(text.replace(before, after)));
  expect(starts?.map((start) => text.slice(start).match(/^\(\) ->|^\w+ \w+/)?.[0])).toEqual(expected);
});
