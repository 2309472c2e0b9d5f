/** A heading with a list under it. */
export interface Section {
  /** Markdown, one line; shown with the count of all items behind it. */
  readonly heading: string;
  /** Each one line of Markdown. */
  readonly items: readonly string[];
  /** Smaller is dropped last. */
  readonly rank: number;
  /** More items than this are only counted. */
  readonly most?: number;
}

/**
 * The sections in their order as Markdown of at most `budget` UTF-16 units. Room goes by rank; what does not fit
 * is counted in a last line of its section, and a section with no room at all is left out.
 */
export function fitSections(sections: readonly Section[], budget: number): string {
  let room = budget;
  const shown = new Map<Section, string>();
  const byRank = sections.filter(({ items }) => items.length > 0).toSorted((a, b) => a.rank - b.rank);
  for (const section of byRank) {
    const text = fitOne(section, room - separator.length);
    if (text === undefined) continue;
    shown.set(section, text);
    room -= text.length + separator.length;
  }
  return sections.flatMap((section) => shown.get(section) ?? []).join(separator);
}

const separator = '\n\n';

function fitOne(section: Section, room: number): string | undefined {
  const { heading, items, most = items.length } = section;
  const start = `### ${heading} (${items.length})\n`;
  const moreRoom = moreLine(items.length).length;
  let text = start;
  let taken = 0;
  for (const item of items.slice(0, most)) {
    const line = `\n- ${item}`;
    const isLast = taken + 1 === items.length;
    if (text.length + line.length + (isLast ? 0 : moreRoom) > room) break;
    text += line;
    taken += 1;
  }
  if (taken < items.length) text += moreLine(items.length - taken);
  return text.length <= room ? text : undefined;
}

function moreLine(count: number): string {
  return `\n- … and ${count} more in the full report`;
}
