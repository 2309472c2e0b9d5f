import picomatch from 'picomatch';
import { expandBraces } from './expand-braces.ts';

/** What one name of a path must be. */
type NamePattern = (name: string) => boolean;

/** `**`: any number of folders, also none. */
const folders = Symbol('**');

/** One glob without `{a,b}`, name by name. */
type Glob = readonly (NamePattern | typeof folders)[];

/**
 * Wildcards of a name that holds `!(…)`, `@(…)` or `?(…)`. Such a name is the one thing that is left to an expression
 * that backtracks; with so few it takes milliseconds for the longest name.
 */
const mostWildcards = 3;

export class GlobError extends Error {
  override readonly name = 'GlobError';
}

/**
 * A glob as picomatch has it (https://github.com/micromatch/picomatch#globbing-features), with dot files, in time that
 * grows with the glob times the path: names of files come from those whose change is looked at, and the expression
 * that picomatch makes of a whole glob takes minutes for some.
 *
 * @throws GlobError for what would be a regular expression of its own
 */
export function compileGlob(glob: string): (path: string) => boolean {
  const choices = expandBraces(inAnyFolder(glob));
  if (choices === undefined)
    throw new GlobError('it stands for more than 1000 globs; write the few that are meant');
  const globs = choices.map((one) => splitNames(one).map(namePattern));
  return (path) => {
    const names = path.split('/');
    return globs.some((one) => fits(one, names));
  };
}

/** `**.js` is read as picomatch does: in any folder. */
function inAnyFolder(glob: string): string {
  return glob.replace(/^(?:\.\/)+/, '').replace(/^\*\*(?=[^/*][^/]*$)/, '**/*');
}

/** At the slashes that are not within brackets of any kind. */
function splitNames(glob: string): readonly string[] {
  return glob.match(/(?:\\.|\[[^\]/]*\]|\([^)]*\)|[^/])+|(?<=\/)(?=\/|$)|^(?=\/)/gs) ?? [];
}

function namePattern(part: string): NamePattern | typeof folders {
  if (part === '**') return folders;
  const bare = part.replace(/\\./gs, '');
  if (bare.includes('(') || /\{[^{}]*\.\.[^{}]*\}/.test(bare)) return extendedPattern(part);
  return wildcardPattern(part);
}

function extendedPattern(part: string): NamePattern {
  const groups = part.matchAll(/(.?)\(([^()]*)\)/gs);
  let weight = part.replace(/\([^()]*\)/gs, '').match(/\*+/g)?.length ?? 0;
  for (const [, kind = '', inner = ''] of groups) {
    if (kind === '' || !'!@?'.includes(kind)) {
      throw new GlobError(
        `${JSON.stringify(`${kind}(`)} starts a repetition or a regular expression; accepted: !(a|b), @(a|b), ?(a|b)`,
      );
    }
    const stars = inner.split('|').map((choice) => choice.match(/\*+/g)?.length ?? 0);
    weight += Math.max(...stars) + (kind === '!' ? 1 : 0);
  }
  if (/\([^()]*\(|\([^)]*$|\/.*\)/s.test(part)) {
    throw new GlobError('a group holds another one or a slash, or does not end; write several globs instead');
  }
  if (weight > mostWildcards) {
    throw new GlobError(
      `a name with a group has more than ${mostWildcards} wildcards; write several globs instead`,
    );
  }
  return picomatch(part, { dot: true, nonegate: true });
}

/** Literal characters, `?`, `[…]` and `*`: the first fit of what stands between two stars is as good as any. */
function wildcardPattern(part: string): NamePattern {
  const tokens = [...part.matchAll(/\\(.)|(\*+)|\?|\[[!^]?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|./gsu)].map(
    ([text, escaped, stars]) => {
      if (stars !== undefined) return undefined;
      if (escaped !== undefined) return (character: string) => character === escaped;
      if (text === '?') return () => true;
      if (text.length > 2 && text.startsWith('[')) return picomatch(text, { dot: true, nonegate: true });
      return (character: string) => character === text;
    },
  );
  return (name) => {
    const characters = [...name];
    let [at, token] = [0, 0];
    let [starAt, starToken] = [-1, -1];
    while (at < characters.length) {
      const test = tokens[token];
      if (token < tokens.length && test === undefined) {
        [starAt, starToken] = [at, token];
        token += 1;
      } else if (test?.(characters[at] ?? '') === true) {
        at += 1;
        token += 1;
      } else if (starToken !== -1) {
        starAt += 1;
        at = starAt;
        token = starToken + 1;
      } else return false;
    }
    return tokens.slice(token).every((rest) => rest === undefined);
  };
}

/** Name by name: which beginnings of the glob fit so far. A `**` at the end is what lies in a folder, not the folder. */
function fits(glob: Glob, names: readonly string[]): boolean {
  let open = skipFolders(glob, new Set([0]));
  for (const name of names) {
    const next = new Set<number>();
    for (const at of open) {
      const part = glob[at];
      if (part === folders) next.add(at).add(at === glob.length - 1 ? glob.length : at);
      else if (part?.(name) === true) next.add(at + 1);
    }
    open = skipFolders(glob, next);
    if (open.size === 0) return false;
  }
  return open.has(glob.length);
}

function skipFolders(glob: Glob, open: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(open);
  for (const at of all) if (glob[at] === folders && at + 1 < glob.length) all.add(at + 1);
  return all;
}
