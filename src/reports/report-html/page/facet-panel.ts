import { element } from './element.ts';
import { stateLabel } from './labels.ts';
import { type Facet, facets, orderedValues, type Query, type Selection, type Shades } from './query.ts';

const titles: Readonly<Record<Facet, string>> = {
  severity: 'Severity',
  disposition: 'State',
  category: 'Category',
  scanner: 'Scanner',
  rule: 'Rule',
  folder: 'Folder',
};

/** Values that are shown at once; the others unfold. */
const mostValues = 8;

/**
 * The charts, which are the filters too: a bar for each value, long as its share of what is left, in the colours of the
 * severities.
 */
export function facetPanel(
  query: Query,
  { counts, shades }: Selection,
  unfolded: ReadonlySet<Facet>,
  on: { readonly choose: (facet: Facet, value: string) => void; readonly unfold: (facet: Facet) => void },
): readonly HTMLElement[] {
  return facets.flatMap((facet) => {
    const chosen = query.chosen[facet];
    const values = orderedValues(withChosen(counts[facet], chosen));
    if (values.length === 0 || (values.length === 1 && chosen.length === 0 && facet !== 'severity'))
      return [];
    const most = Math.max(1, ...values.map(([, count]) => count));
    const isCut = values.length > mostValues && !unfolded.has(facet);
    const shown = isCut ? values.slice(0, mostValues) : values.slice(0, 200);
    const rows = shown.map(([value, count]) =>
      row(
        facet,
        { value, count, share: count / most, shade: shades[facet].get(value) },
        chosen.includes(value),
        on.choose,
      ),
    );
    const more = isCut ? moreButton(facet, values.length - shown.length, on.unfold) : undefined;
    return [element('fieldset', { class: 'facet' }, element('legend', {}, titles[facet]), ...rows, more)];
  });
}

/** A chosen value stays to be seen, and to be taken back, even where nothing is left of it. */
function withChosen(
  counts: ReadonlyMap<string, number>,
  chosen: readonly string[],
): ReadonlyMap<string, number> {
  return new Map([...chosen.map((value): [string, number] => [value, 0]), ...counts]);
}

interface Bar {
  readonly value: string;
  readonly count: number;
  /** Of the longest bar, 0 to 1. */
  readonly share: number;
  readonly shade: Shades | undefined;
}

function segment(count: number, rank: number): HTMLElement {
  const part = element('span', { class: `of-${['critical', 'high', 'medium', 'low'][rank]}` });
  part.style.setProperty('flex-grow', String(count));
  return part;
}

function row(
  facet: Facet,
  { value, count, share, shade }: Bar,
  isChosen: boolean,
  choose: (facet: Facet, value: string) => void,
): HTMLElement {
  const box = element('input', { type: 'checkbox', id: `${facet}=${value}` });
  box.checked = isChosen;
  box.addEventListener('change', () => choose(facet, value));
  const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.setProperty('width', `${100 * share}%`);
  bar.append(...(shade ?? []).map((part, rank) => segment(part, rank)));
  return element(
    'label',
    { class: 'choice' },
    box,
    element('span', { class: 'value' }, facet === 'disposition' ? stateLabel(value) : value),
    element('span', { class: 'count' }, count.toLocaleString('en')),
    bar,
  );
}

function moreButton(facet: Facet, count: number, unfold: (facet: Facet) => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'small', id: `${facet}-more` }, `${count} more`);
  button.addEventListener('click', () => unfold(facet));
  return button;
}
