import { posix } from 'node:path';
import type { Files, Front, Lead } from '../front.ts';
import { Lowering } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { statements } from './statements.ts';

/** Python (https://docs.python.org/3/reference/grammar.html) as tree-sitter-python names its parts. */
export const python: Front = {
  language: 'python',
  grammarOf: () => 'python',
  lower(file, text, tree) {
    const lowering = new Lowering(file, text, { expressions, statements });
    const { result: body, locals } = lowering.scope.within(() => lowering.statement(tree));
    return { file, body, locals };
  },
  nameOf: (file) => /([^/]+?)(?:\/__init__)?\.py$/.exec(file)?.[1] ?? file,
  methods: /^[ \t]{1,40}(?:async )?def (\w{1,80})\(\s{0,80}self\b/gm,
  // `path('a/<str:name>', views.show)`, not one of numbers alone.
  routed:
    /\b(?:re_)?(?:path|url)\(\s{0,80}r?['"][^'"\n]{0,200}?(?:(?<!P)<(?:str:|path:)?[a-z_]+>|\(\?P<\w+>(?!\\d|\[0-9\]))[^'"\n]{0,200}['"]\s{0,80},\s{0,80}(?:\w+\.)*?(\w{1,80})\b(?!\.)/g,
  bases: /^[ \t]{0,40}class \w{1,80}\(([^)]{0,300})\)/gm,
  leads,
};

/** `a.b.c` is `c` of the module `a/b.py`, or `b.c` of the package `a`. */
function leads(path: string, from: string, files: Files): readonly Lead[] {
  const parts = path.split('.');
  if (parts.some((part) => !/^\w+$/.test(part))) return [];
  const found: Lead[] = [];
  for (let length = parts.length; length > 0; length -= 1) {
    const file = moduleFile(parts.slice(0, length), from, files);
    if (file !== undefined) found.push({ file, names: parts.slice(length) });
  }
  return found;
}

function moduleFile(parts: readonly string[], from: string, files: Files): string | undefined {
  const name = parts.join('/');
  const near = posix.join(posix.dirname(from), name);
  const exact = [name, near]
    .flatMap((base) => [`${base}.py`, `${base}/__init__.py`])
    .find((file) => files.has(file));
  if (exact !== undefined || parts.length === 1) return exact;
  // Packages often lie in a folder such as src/ that is no part of their name.
  const ends = [`/${name}.py`, `/${name}/__init__.py`];
  return files.filesNamed(parts.at(-1) ?? '').find((file) => ends.some((end) => file.endsWith(end)));
}
