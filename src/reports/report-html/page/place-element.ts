import type { PageFinding } from '../page-data.ts';
import { element } from './element.ts';

/** A path that breaks after its slashes, with the file's name standing out. */
export function placeElement({ path, startLine }: Pick<PageFinding, 'path' | 'startLine'>): HTMLElement {
  if (path === undefined) return element('span', { class: 'quiet' }, '—');
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  const folders = parts.flatMap((part) => [`${part}/`, element('wbr')]);
  return element(
    'code',
    {},
    element('span', { class: 'quiet' }, ...folders),
    startLine === undefined ? name : `${name}:${startLine}`,
  );
}
