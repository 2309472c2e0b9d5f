import type { PageData, PageFinding } from '../page-data.ts';
import { detail } from './detail.ts';
import { element } from './element.ts';
import { stateLabel } from './labels.ts';
import { placeElement } from './place-element.ts';
import type { Query, SortKey } from './query.ts';

/** Rows of one page: quick to make, and all that a screen reader has to go through. */
export const pageLength = 100;

const columns: readonly { readonly key: SortKey; readonly title: string }[] = [
  { key: 'severity', title: 'Severity' },
  { key: 'title', title: 'Finding' },
  { key: 'place', title: 'Place' },
  { key: 'rule', title: 'Rule' },
  { key: 'disposition', title: 'State' },
];

export interface TableActions {
  readonly sort: (key: SortKey) => void;
  readonly toggle: (fingerprint: string) => void;
}

/** Cells keep their roles where a narrow screen shows them as cards: changing `display` would take them away. */
export function findingTable(
  data: PageData,
  found: readonly number[],
  query: Query,
  actions: TableActions,
): HTMLElement {
  const rows = found.flatMap((index) => {
    const finding = data.findings[index];
    return finding === undefined
      ? []
      : findingRows(finding, data, query.open === finding.fingerprint, actions);
  });
  return element(
    'table',
    { role: 'table', 'aria-label': 'Findings' },
    element(
      'thead',
      { role: 'rowgroup' },
      element('tr', { role: 'row' }, ...columns.map(({ key, title }) => header(key, title, query, actions))),
    ),
    element('tbody', { role: 'rowgroup' }, ...rows),
  );
}

function header(
  key: SortKey,
  title: string,
  { sort, descending }: Query,
  actions: TableActions,
): HTMLElement {
  const order = sort === key ? (descending ? 'descending' : 'ascending') : 'none';
  const button = element('button', { type: 'button', id: `sort-${key}` }, title);
  button.addEventListener('click', () => actions.sort(key));
  return element('th', { role: 'columnheader', scope: 'col', 'aria-sort': order, class: key }, button);
}

function findingRows(
  finding: PageFinding,
  data: PageData,
  isOpen: boolean,
  actions: TableActions,
): readonly HTMLElement[] {
  const { fingerprint, severity, title, disposition } = finding;
  const button = element(
    'button',
    { type: 'button', class: 'title', 'aria-expanded': String(isOpen), 'data-finding': fingerprint },
    title,
  );
  button.addEventListener('click', () => actions.toggle(fingerprint));
  const cell = (name: string, ...children: readonly (Node | string)[]): HTMLElement =>
    element('td', { role: 'cell', class: name }, ...children);
  const row = element(
    'tr',
    { role: 'row', class: isOpen ? 'finding open' : 'finding' },
    cell('severity', element('span', { class: `badge ${severity}` }, severity)),
    cell('what', button),
    cell('place', placeElement(finding)),
    cell('rule', data.rules[finding.rule]?.id ?? ''),
    cell(`disposition is-${disposition.replace('?', '')}`, stateLabel(disposition)),
  );
  if (!isOpen) return [row];
  const unfolded = element(
    'tr',
    { role: 'row', class: 'unfolded' },
    element('td', { role: 'cell', colspan: String(columns.length) }, detail(finding, data)),
  );
  return [row, unfolded];
}
