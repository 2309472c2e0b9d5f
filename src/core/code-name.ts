/**
 * Files whose names do not tell their language, to a name that would, by their first line: `bin/deploy` to
 * `bin/deploy.py`. No file of the tree has that name.
 */
export type Scripts = ReadonlyMap<string, string>;

/** The name by which a file's language is told. */
export function codeName(file: string, scripts: Scripts | undefined): string {
  return scripts?.get(file) ?? file;
}
