import type { Call } from '../call.ts';

/** What each address below the repository is about, the first that fits, and what a POST to it makes. */
const things: readonly (readonly [pattern: RegExp, thing: string, made?: string])[] = [
  [/\/comments\/\d+\/resolve$/, 'resolution of a thread'],
  [/\/comments\/\d+$/, 'comment'],
  [/\/comments$/, 'comments', 'comment'],
  [/\/tasks(\/\d+)?$/, 'task'],
  [/\/(approve|request-changes)$/, 'review'],
  [/\/annotations\/[^/]+$/, 'annotation'],
  [/\/annotations$/, 'annotations'],
  [/\/reports\/[^/]+$/, 'report'],
  [/\/reports$/, 'reports'],
  [/\/statuses(\/|$)/, 'build status'],
  [/\/pullrequests\/\d+$/, 'pull request'],
  [/\/pullrequests$/, 'pull requests'],
  [/\/(diff|diffstat)(\/|$)/, 'diff'],
  [/\/merge-base\//, 'merge base'],
  [/^\/site\/oauth2\//, 'access token'],
];

/** A request in two or three words, such as `POST annotations`. */
export function callName({ method, path }: Pick<Call, 'method' | 'path'>): string {
  const pathname = path.split('?', 1)[0] ?? '';
  const [, thing, made] = things.find(([pattern]) => pattern.test(pathname)) ?? [];
  return `${method} ${(method === 'POST' ? made : undefined) ?? thing ?? pathname}`;
}
