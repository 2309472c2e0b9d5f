/**
 * What a text must hold for a rule to match in it: necessary, never sufficient. It is data, so that it can be written
 * once for all rules and read at each start.
 */
export type Requirement =
  /** Nothing is known: any text could match. */
  | 'anything'
  | RequiredText
  | { readonly all: readonly Requirement[] }
  | { readonly any: readonly Requirement[] };

export interface RequiredText {
  readonly text: string;
  /** True where letters of ASCII count in either case; `text` then has small ones. */
  readonly folded: boolean;
}

/** Shorter ones are in nearly every text: to look for them would tell nothing. */
const shortest = 3;

export function requireText(text: string, folded = false): Requirement {
  return text.length < shortest ? 'anything' : { text: folded ? lowerAscii(text) : text, folded };
}

/** Only the letters that bytes can be compared by. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function requireAll(parts: readonly Requirement[]): Requirement {
  const known = unique(parts.flatMap((part) => (isAll(part) ? part.all : part === 'anything' ? [] : [part])));
  const kept = known.filter((part) => !known.some((other) => other !== part && implies(other, part)));
  const [first, ...rest] = kept;
  if (first === undefined) return 'anything';
  return rest.length === 0 ? first : { all: kept };
}

/** At least one of them; of none at all nothing is known. */
export function requireAny(parts: readonly Requirement[]): Requirement {
  if (parts.includes('anything')) return 'anything';
  const known = unique(parts.flatMap((part) => (isAny(part) ? part.any : [part])));
  const kept = known.filter((part) => !known.some((other) => other !== part && implies(part, other)));
  const [first, ...rest] = kept;
  if (first === undefined) return 'anything';
  return rest.length === 0 ? first : { any: kept };
}

function isAll(requirement: Requirement): requirement is { readonly all: readonly Requirement[] } {
  return typeof requirement === 'object' && 'all' in requirement;
}

function isAny(requirement: Requirement): requirement is { readonly any: readonly Requirement[] } {
  return typeof requirement === 'object' && 'any' in requirement;
}

/** Where one text is found the other is too. Of two parts that are no texts it is not asked. */
function implies(one: Requirement, other: Requirement): boolean {
  if (typeof one === 'string' || typeof other === 'string' || !('text' in one) || !('text' in other))
    return false;
  if (other.folded) return lowerAscii(one.text).includes(other.text);
  return !one.folded && one.text.includes(other.text);
}

function unique(parts: readonly Requirement[]): readonly Requirement[] {
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}
