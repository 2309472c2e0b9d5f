const shown = 3;

/** The first few of some names, and how many more there are. */
export function nameSome(names: readonly string[]): string {
  const more = names.length - shown;
  return `${names.slice(0, shown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
