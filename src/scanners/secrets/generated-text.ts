/** How likely it may be that a generator made a text by chance: one secret of two thousand is left for it. */
const unlikely = 0.0005;

/**
 * False for a text of which nearly every character is of one alphabet and few are not: a hexadecimal number with a
 * `J` in it, or small letters with one capital among them. Where all characters are as likely, as generators have it,
 * that next to never happens; it is how people change a secret into something that is none.
 */
export function isOfOneAlphabet(text: string): boolean {
  // Beginnings that say whose token it is have their own alphabet, and so have checksums at the end.
  const longest = text.split(/[^A-Za-z0-9]/).reduce((a, b) => (b.length > a.length ? b : a), '');
  const part = longest.replace(
    /^(?:0x|[a-z0-9]{0,6}?(?=[0-9a-f]{30})|(?=[A-Za-z]{0,5}[G-Zg-z])[A-Za-z]{2,6}?(?=\d|[0-9a-f]{8}))/,
    '',
  );
  const letters = part.replace(/[^A-Za-z]/g, '');
  const capitals = letters.replace(/[^A-Z]/g, '').length;
  const rarer = Math.min(capitals, letters.length - capitals);
  if (rarer > 0 && chanceOfAtMost(rarer, letters.length, 0.5) < unlikely) return false;
  const others = part.replace(/[0-9a-f]/gi, '').length;
  return others === 0 || chanceOfAtMost(others, part.length, rarer > 0 ? 40 / 62 : 20 / 36) >= unlikely;
}

/** The chance of at most so many hits in that many tries. */
function chanceOfAtMost(hits: number, tries: number, chance: number): number {
  let term = (1 - chance) ** tries;
  let sum = term;
  for (let count = 1; count <= hits; count += 1) {
    term *= ((tries - count + 1) / count) * (chance / (1 - chance));
    sum += term;
  }
  return sum;
}
