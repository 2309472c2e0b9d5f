/** A path of the repository as a relative URI reference: each segment encoded, a colon too. */
export function uriOf(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
