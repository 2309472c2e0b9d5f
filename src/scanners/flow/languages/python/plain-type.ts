/** Types that say something beside the one type: no value, or notes on it. */
const wrapped =
  /^(?:typing\.)?(?:(?:Optional|Required|NotRequired|Final)\[(.*)\]|Annotated\[((?:[^[\],]|\[[^\]]*\])+),.*\])$/s;
const orNone = /^None\s*\|\s*|\s*\|\s*None$/;
const unionWithNone = /^(?:typing\.)?Union\[((?:[^[\],]|\[[^\]]*\])+),\s*None\s*,?\s*\]$/;

/** Longer ones say no single type. Characters. */
const longest = 500;

/** `Optional[int]`, `int | None` and `Annotated[int, Query()]` are an `int`. */
export function plainType(type: string): string {
  const text = type.trim();
  if (text.length > longest) return text;
  const [, inside, annotated] = wrapped.exec(text) ?? [];
  const [, member] = unionWithNone.exec(text) ?? [];
  const plain = inside ?? annotated ?? member ?? text.replace(orNone, '');
  return plain.length < text.length ? plainType(plain) : text;
}
