import type { PageData } from '../page-data.ts';
import { byId, element } from './element.ts';
import { facetPanel } from './facet-panel.ts';
import { findingTable, pageLength } from './finding-table.ts';
import { emptyQuery, type Facet, FindingIndex, type Query, type SortKey } from './query.ts';
import { readQuery, writeQuery } from './query-address.ts';

// The data is this page's own, written by the same version of the pipe.
const data: PageData = JSON.parse(byId('data').textContent);
const index = new FindingIndex(data);
const search = byId('search') as HTMLInputElement;
const unfolded = new Set<Facet>();
let query = readQuery(location.hash);

/** The address follows what is shown, so that a link shows the same to others; it makes no history. */
function show(next: Query): void {
  query = next;
  const fragment = writeQuery(query);
  if (fragment !== location.hash.slice(1)) history.replaceState(null, '', `#${fragment}`);
  render();
}

function render(): void {
  const focused = document.activeElement?.id ?? '';
  const focusedFinding = document.activeElement?.getAttribute('data-finding') ?? '';
  const selection = index.select(query);
  const pages = Math.max(1, Math.ceil(selection.found.length / pageLength));
  const page = Math.min(query.page, pages - 1);
  const shown = selection.found.slice(page * pageLength, (page + 1) * pageLength);
  if (search.value !== query.text) search.value = query.text;
  byId('facets').replaceChildren(...facetPanel(query, selection, unfolded, { choose, unfold }));
  byId('count').textContent = countText(selection.found.length, page);
  byId('table').replaceChildren(
    shown.length === 0
      ? element(
          'p',
          { class: 'nothing' },
          data.findings.length === 0 ? 'Nothing was found.' : 'No finding fits.',
        )
      : findingTable(data, shown, query, { sort, toggle }),
  );
  byId('pager').replaceChildren(...pager(page, pages));
  const { open: _open, ...narrowing } = query;
  byId('clear').hidden = writeQuery({ ...narrowing, page: 0 }) === '';
  restoreFocus(focused, focusedFinding);
}

function countText(count: number, page: number): string {
  if (count === 0) return 'No findings';
  const from = page * pageLength + 1;
  const to = Math.min(count, from + pageLength - 1);
  const of = count === data.findings.length ? '' : ` (of ${data.findings.length.toLocaleString('en')})`;
  return `${from.toLocaleString('en')}–${to.toLocaleString('en')} of ${count.toLocaleString('en')} findings${of}`;
}

/** What had the focus is made anew: whoever uses the keyboard must not lose the place. */
function restoreFocus(id: string, fingerprint: string): void {
  if (fingerprint !== '') {
    document.querySelector<HTMLElement>(`[data-finding="${CSS.escape(fingerprint)}"]`)?.focus();
  } else if (id !== '' && id !== 'search') {
    document.getElementById(id)?.focus();
  }
}

function choose(facet: Facet, value: string): void {
  const before = query.chosen[facet];
  const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
  show({ ...query, chosen: { ...query.chosen, [facet]: after }, page: 0 });
}

function unfold(facet: Facet): void {
  unfolded.add(facet);
  render();
}

function sort(key: SortKey): void {
  show({ ...query, sort: key, descending: query.sort === key && !query.descending, page: 0 });
}

function toggle(fingerprint: string): void {
  const { open, ...rest } = query;
  show(open === fingerprint ? rest : { ...rest, open: fingerprint });
}

function pager(page: number, pages: number): readonly HTMLElement[] {
  if (pages === 1) return [];
  const step = (id: string, label: string, to: number): HTMLElement => {
    const button = element(
      'button',
      { type: 'button', id, ...(to < 0 || to >= pages ? { disabled: '' } : {}) },
      label,
    );
    button.addEventListener('click', () => {
      show({ ...query, page: to });
      byId('findings').scrollIntoView();
    });
    return button;
  };
  return [
    step('previous-page', 'Previous', page - 1),
    element('span', {}, `Page ${page + 1} of ${pages.toLocaleString('en')}`),
    step('next-page', 'Next', page + 1),
  ];
}

/** Up and down go from finding to finding; a slash goes to the search field. */
function onKey(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.hasAttribute('data-finding') && (key === 'ArrowDown' || key === 'ArrowUp')) {
    const all = [...document.querySelectorAll<HTMLElement>('[data-finding]')];
    all[all.indexOf(target) + (key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
  } else if (key === '/' && !(target instanceof HTMLInputElement)) {
    search.focus();
    event.preventDefault();
  }
}

/** A link to a finding shows it, wherever the order puts it. */
function turnToOpen(): void {
  if (query.open === undefined || query.page > 0) return;
  const { found } = index.select(query);
  const at = found.findIndex((each) => data.findings[each]?.fingerprint === query.open);
  if (at >= 0) query = { ...query, page: Math.floor(at / pageLength) };
}

search.addEventListener('input', () => show({ ...query, text: search.value, page: 0 }));
byId('clear').addEventListener('click', () => {
  show(emptyQuery);
  search.focus();
});
document.addEventListener('keydown', onKey);
window.addEventListener('hashchange', () => {
  query = readQuery(location.hash);
  turnToOpen();
  render();
});
const wide = matchMedia('(min-width: 761px)');
const unfoldFilters = (): void => {
  if (wide.matches) byId('filters').setAttribute('open', '');
};
wide.addEventListener('change', unfoldFilters);
unfoldFilters();
byId('app').hidden = false;
turnToOpen();
render();
if (query.open !== undefined) {
  document.querySelector(`[data-finding="${CSS.escape(query.open)}"]`)?.scrollIntoView({ block: 'center' });
}
