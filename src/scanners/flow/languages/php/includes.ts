import { posix } from 'node:path';
import { hole, ownHole } from '../../engine/value.ts';
import type { Files, Shares } from '../front.ts';
import { nearestFirst } from '../nearest-first.ts';

/** Variables of a request, and the files that a page is put together of. */
export const shares: Shares = {
  filled:
    /(\$\w{1,60})\s{0,8}=(?![=>])[^;=]{0,200}?\$(?:_(?:GET|POST|REQUEST|COOKIE)|HTTP_(?:GET|POST|COOKIE)_VARS)\b/g,
  included:
    /\b(?:include|require)(?:_once)?\b[^;\n]{0,200}?([\w.-]{1,80}\.(?:php\d?|inc|phtml|html?|tpl))['"]/g,
};

/**
 * Relative to the including file or to the root of the tree; or, where only its end is known, or where it is looked for
 * along a path, the nearest of that name. https://www.php.net/manual/en/function.include.php
 */
export function included(path: string, from: string, files: Files): readonly string[] {
  const known = path.slice(Math.max(path.lastIndexOf(hole), path.lastIndexOf(ownHole)) + 1);
  if (!/\.\w+$/.test(known)) return [];
  const exact =
    known === path
      ? [posix.join(posix.dirname(from), known), posix.normalize(known)].find((one) => files.has(one))
      : undefined;
  if (exact !== undefined) return [exact];
  const end = posix.normalize(`/${known.replace(/^(?:\.{0,2}\/)+/, '')}`);
  const [, name = ''] = /([^/]+?)\.\w+$/.exec(end) ?? [];
  const found = files.filesNamed(name).filter((file) => `/${file}`.endsWith(end) && file !== from);
  return nearestFirst(found, from).slice(0, 1);
}
