import type { SourceTree } from '../core/source-tree.ts';
import type { Mask } from './found-secrets.ts';

/** A tree whose texts do not show this run's own credential: it may stand in the repository, where no scanner looked. */
export function treeWithoutCredential(tree: SourceTree, mask: Mask | undefined): SourceTree {
  if (mask === undefined) return tree;
  // Reports ask for a file's lines once for each finding in it.
  const masked = new WeakMap<readonly string[], readonly string[]>();
  return {
    async lines(path) {
      const lines = await tree.lines(path);
      if (lines === undefined) return undefined;
      const known = masked.get(lines);
      if (known !== undefined) return known;
      const text = lines.join('\n');
      const clean = mask(text) === text ? lines : lines.map(mask);
      masked.set(lines, clean);
      return clean;
    },
  };
}
