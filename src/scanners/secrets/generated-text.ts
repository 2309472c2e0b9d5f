/** How likely it may be that a generator made a text by chance: one secret of two thousand is left for it. */
const unlikely = 0.0005;
/** The share of odd characters up to which somebody put them in; more of them are of a generator's own choice. */
const fewest = 0.15;

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
  const letters = part.replace(/[^A-Za-z]/g, '').length;
  const capitals = part.replace(/[^A-Z]/g, '').length;
  const rarer = Math.min(capitals, letters - capitals);
  const others = part.replace(/[0-9a-f]/gi, '').length;
  return !isPutIn(rarer, letters, 0.5) && !isPutIn(others, part.length, rarer > 0 ? 40 / 62 : 20 / 36);
}

/** True for some odd characters among many, each of which had that chance of being odd. */
function isPutIn(odd: number, all: number, chance: number): boolean {
  return odd > 0 && odd <= all * fewest && chanceOfAtMost(odd, all, chance) < unlikely;
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
