import type { FileText } from './file-facts.ts';
import type { Project } from './project.ts';

/** More would be a framework of its own. */
const mostIncluders = 400;
/** Files that include each other one within the other. */
const mostRounds = 3;

export interface Includers {
  /** Files that use a variable which another file fills with data from outside, and that they include. */
  readonly using: readonly string[];
  /** Files that include such a file, directly or over others. */
  readonly passing: ReadonlySet<string>;
}

/** Names of files without their folders, and the variables that whoever includes them has. */
type Shared = Map<string, ReadonlySet<string>>;

export function includersOf(
  project: Pick<Project, 'front' | 'mentioning' | 'includedBy'>,
  files: readonly string[],
  read: (file: string) => FileText,
): Includers {
  const {
    front: { shares },
    mentioning,
  } = project;
  if (shares === undefined) return { using: [], passing: new Set() };
  const textOf = (file: string) => {
    const text = read(file);
    return typeof text === 'string' ? text : '';
  };
  const shared: Shared = new Map();
  for (const file of mentioning) share(shared, file, allOf(textOf(file), shares.filled));
  const passing = new Map<string, ReadonlySet<string>>();
  for (let round = 0, before = -1; round < mostRounds && before < passing.size; round += 1) {
    before = passing.size;
    if (shared.size > 0) passOn(shared, passing, { files, project });
  }
  const known = new Set(mentioning);
  const using = [...passing].flatMap(([file, names]) =>
    known.has(file) || !speaksOfAny(textOf(file), names) ? [] : [file],
  );
  return { using, passing: new Set(passing.keys()) };
}

/** What a file includes, the files that include it have, too. */
function passOn(
  shared: Shared,
  passing: Shared,
  { files, project }: { readonly files: readonly string[]; readonly project: Pick<Project, 'includedBy'> },
): void {
  for (const file of files) {
    if (passing.size >= mostIncluders) return;
    if (passing.has(file)) continue;
    const names = new Set(project.includedBy(file).flatMap((name) => [...(shared.get(name) ?? [])]));
    if (names.size === 0) continue;
    passing.set(file, names);
    share(shared, file, names);
  }
}

function share(shared: Shared, file: string, names: ReadonlySet<string>): void {
  if (names.size === 0) return;
  const name = file.slice(file.lastIndexOf('/') + 1);
  shared.set(name, new Set([...(shared.get(name) ?? []), ...names]));
}

function allOf(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(pattern), ([, name = '']) => name));
}

/** By a whole name: `$id` is not in `$idle`. */
function speaksOfAny(text: string, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1))
      if (!/\w/.test(text.charAt(at + name.length))) return true;
    return false;
  });
}
