import { posix } from 'node:path';
import type { Project } from '../project.ts';

/** More files with the rarest of its methods, and the interface is one that everything is. */
const mostFiles = 8;

/** What only tests are run with. */
const isDouble = /mock|fake|stub|noop|testutil/i;

/**
 * The methods of a name of all types that have what an interface asks for, as `file:Type`. In Go no type says what it
 * is one of; a type's methods may stand in any file of its folder.
 */
export function implementers(project: Project, asks: readonly string[], method: string): readonly string[] {
  const [rarest] = asks
    .map((name) => ({ name, files: project.filesWithMethod(name) }))
    .sort((a, b) => a.files.length - b.files.length);
  if (rarest === undefined || rarest.files.length > mostFiles) return [];
  const folders = new Set(rarest.files.map((file) => posix.dirname(file)));
  return [...folders].flatMap((folder) =>
    project
      .typesWith(folder, rarest.name)
      .filter((type) => asks.every((name) => project.declaring(folder, `${type}.${name}`).length > 0))
      .flatMap((type) => project.declaring(folder, `${type}.${method}`).map((file) => `${file}:${type}`))
      .filter((found) => !isDouble.test(found)),
  );
}
