/** One line of a list. */
export interface SectionItem {
  /** Markdown, one line. */
  readonly text: string;
  /** How many it stands for. */
  readonly count: number;
}

/** A heading with a list under it. */
export interface Section {
  /** Markdown, one line. */
  readonly heading: string;
  /** What all items stand for. */
  readonly count: number;
  /** Asked for only as far as there is room. */
  readonly items: () => Iterable<SectionItem>;
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
  const byRank = sections.filter(({ count }) => count > 0).toSorted((a, b) => a.rank - b.rank);
  for (const section of byRank) {
    const text = fitOne(section, room - separator.length);
    if (text === undefined) continue;
    shown.set(section, text);
    room -= text.length + separator.length;
  }
  return sections.flatMap((section) => shown.get(section) ?? []).join(separator);
}

const separator = '\n\n';

function fitOne({ heading, count, items, most = count }: Section, room: number): string | undefined {
  let text = `### ${heading}\n`;
  let taken = 0;
  for (const item of items()) {
    const line = `\n- ${item.text}`;
    const rest = taken + item.count === count ? 0 : moreLine(count).length;
    if (taken >= most || text.length + line.length + rest > room) break;
    text += line;
    taken += item.count;
  }
  if (taken === 0) return undefined;
  return taken < count ? text + moreLine(count - taken) : text;
}

function moreLine(count: number): string {
  return `\n- … and ${count} more in the full report`;
}
