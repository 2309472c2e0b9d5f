/** Types that say something beside the one type: no value, or notes on it. */
const wrapped =
  /^(?:typing\.)?(?:(?:Optional|Required|NotRequired|Final)\[(.*)\]|Annotated\[((?:[^[\],]|\[[^\]]*\])+),.*\])$/s;
const orNone = /^None\s*\|\s*|\s*\|\s*None$/;
const unionWithNone = /^(?:typing\.)?Union\[((?:[^[\],]|\[[^\]]*\])+),\s*None\s*,?\s*\]$/;

/** Longer ones say no single type. Characters. */
const longest = 500;

/** One of the values that the code lists, and so as harmless as a number. */
const literal = /^(?:typing\.)?Literal\[/;

/** `Optional[int]`, `int | None`, `Annotated[int, Query()]` and `Literal['a', 'b']` are as good as an `int`. */
export function plainType(type: string): string {
  const text = type.trim();
  if (literal.test(text)) return 'int';
  if (text.length > longest) return text;
  const [, inside, annotated] = wrapped.exec(text) ?? [];
  const [, member] = unionWithNone.exec(text) ?? [];
  const plain = inside ?? annotated ?? member ?? text.replace(orNone, '');
  return plain.length < text.length ? plainType(plain) : text;
}
