import { lstatSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isInside } from '../../core/is-inside.ts';

type Step = 'plain' | 'missing' | 'outside';

/** Tells whether symbolic links lead a path out of a tree; looks at each folder once. */
export class OutsideCheck {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #folders = new Map<string, Step>();

  /** `realRoot` is `root` without symbolic links. */
  constructor(root: string, realRoot: string) {
    this.#root = root;
    this.#realRoot = realRoot;
  }

  /**
   * True where a symbolic link on the way to `path`, which is relative to the tree, leads out of it, or nowhere. What
   * does not exist leads nowhere either, but harmlessly.
   */
  leadsOutside(path: string): boolean {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      const known = this.#folders.get(folder);
      const step = known ?? this.#step(folder);
      if (known === undefined) this.#folders.set(folder, step);
      if (step !== 'plain') return step === 'outside';
    }
    return this.#step(path) === 'outside';
  }

  #step(path: string): Step {
    const whole = join(this.#root, path);
    try {
      const stats = lstatSync(whole, { throwIfNoEntry: false });
      if (stats === undefined) return 'missing';
      if (!stats.isSymbolicLink()) return 'plain';
      return isInside(this.#realRoot, realpathSync.native(whole)) ? 'plain' : 'outside';
    } catch {
      // A link to nothing or to itself, a name that is too long, a folder that may not be read.
      return 'outside';
    }
  }
}
