import type { Project } from './project.ts';

/** More would be a framework of its own. */
const mostHeirs = 400;

/** Files of classes that are, over classes of the scanned code, based on one of these, where any file speaks of one. */
export function heirsOf(
  project: Project,
  bases: readonly string[],
  speaks: (file: string) => boolean,
): readonly string[] {
  if (bases.length === 0 || !project.mentioning.some(speaks)) return [];
  const found = new Set<string>();
  const open = [...bases];
  for (let base = open.pop(); base !== undefined && found.size < mostHeirs; base = open.pop())
    for (const file of project.filesWithBase(base))
      if (!found.has(file)) {
        found.add(file);
        open.push(project.front.nameOf(file));
      }
  const known = new Set(project.mentioning);
  return [...found].filter((file) => !known.has(file));
}
