import { realpathSync } from 'node:fs';
import { isInside } from '../../core/is-inside.ts';
import { type BasedUri, isAbsolute } from './base-uris.ts';
import { textLimits } from './bounded-text.ts';
import type { LocatedPath } from './located-path.ts';
import { OutsideCheck } from './outside-check.ts';
import { pathSegments, percentDecoded } from './path-segments.ts';
import { RepositoryFiles } from './repository-files.ts';

// A hostile log may name a million places; each answer can be had again.
const mostRemembered = 100_000;

/** Maps what SARIF says of places to paths of the repository; remembers each answer, as logs name few files often. */
export class PathLocator {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #files: RepositoryFiles;
  readonly #outside: OutsideCheck;
  readonly #located = new Map<string, LocatedPath>();

  constructor(root: string, files: ReadonlySet<string>) {
    this.#root = root;
    this.#realRoot = realPath(root);
    this.#files = new RepositoryFiles(files);
    this.#outside = new OutsideCheck(root, this.#realRoot);
  }

  locate({ uri, belowSourceRoot }: BasedUri): LocatedPath {
    if (uri.length > textLimits.path) return { kind: 'not-a-file', given: uri.slice(0, 100) };
    const key = belowSourceRoot === undefined ? uri : `${uri}\0${belowSourceRoot}`;
    const known = this.#located.get(key);
    if (known !== undefined) return known;
    const located = this.#locate(uri, belowSourceRoot);
    if (this.#located.size >= mostRemembered) this.#located.clear();
    this.#located.set(key, located);
    return located;
  }

  #locate(uri: string, belowSourceRoot: string | undefined): LocatedPath {
    const slashed = uri.replaceAll('\\', '/');
    for (const path of [slashed, uri.trim()]) if (this.#files.has(path)) return { kind: 'inside', path };
    const drive = /^[a-z]:(?:\/|$)/i.test(slashed);
    const scheme = drive ? undefined : /^([a-z][a-z0-9+.-]*):/i.exec(slashed)?.[1]?.toLowerCase();
    if (scheme !== undefined && scheme !== 'file') return { kind: 'not-a-file', given: uri };
    const path = scheme === undefined ? slashed : withoutFileScheme(slashed);
    if (!isAbsolute(path)) return this.#relative(path, uri);
    const located = this.#absolute(path, uri);
    const isKnown = located.kind === 'inside' || located.kind === 'outside' || belowSourceRoot === undefined;
    return isKnown ? located : this.#relative(belowSourceRoot.replaceAll('\\', '/'), uri);
  }

  #relative(path: string, given: string): LocatedPath {
    const readings = readingsOf(path);
    const known = [...namesOf(path), ...readings].find((reading) => this.#isKnown(reading));
    const segments = pathSegments(known ?? readings[0] ?? path);
    if (segments === undefined) return { kind: 'outside', given };
    return this.#inside(segments.join('/'), given);
  }

  #absolute(path: string, given: string): LocatedPath {
    for (const reading of [...namesOf(path).filter((name) => this.#isBelowRoot(name)), ...readingsOf(path)]) {
      const segments = pathSegments(reading);
      if (segments === undefined) continue;
      const whole = `/${segments.join('/')}`;
      for (const root of [this.#root, this.#realRoot]) {
        if (isInside(root, whole)) return this.#inside(whole.slice(root.length + 1), given);
      }
      const found = this.#files.bySuffix(segments);
      if (found === 'several') return { kind: 'ambiguous', given };
      if (found !== 'none') return { kind: 'inside', path: found };
    }
    return { kind: 'foreign', given };
  }

  #isKnown(path: string): boolean {
    return this.#files.has(pathSegments(path)?.join('/') ?? '');
  }

  /** True for the absolute path of a file of the repository. */
  #isBelowRoot(path: string): boolean {
    return [this.#root, this.#realRoot].some(
      (root) => path.startsWith(`${root}/`) && this.#isKnown(path.slice(root.length + 1)),
    );
  }

  #inside(path: string, given: string): LocatedPath {
    if (path === '') return { kind: 'none' };
    const isKnown = this.#files.has(path);
    return !isKnown && this.#outside.leadsOutside(path)
      ? { kind: 'outside', given }
      : { kind: 'inside', path };
  }
}

/**
 * The path as a URI has it, with a backslash as what it is on Linux: a part of a name. Where the repository has such
 * a file, nothing else is meant, or a finding in `a\b.js` would be told of a file that the change does not touch.
 */
function namesOf(path: string): readonly string[] {
  const cut = path.replace(/[?#].*$/s, '');
  return [cut, path].map(percentDecoded).filter((name) => name.includes('\\'));
}

/**
 * What the producer may have meant, likeliest first: a URI without its query and fragment, decoded; the same with
 * them, for producers that do not encode `#` and `?`; the text as it stands, for those that do not encode `%`.
 */
function readingsOf(path: string): readonly string[] {
  const cut = path.replace(/[?#].*$/s, '');
  const readings = [cut, path].map((reading) => percentDecoded(reading).replaceAll('\\', '/'));
  return [...new Set([...readings, path])];
}

/** `file:///a`, `file:/a`, `file://localhost/a` are `/a`; `file:///C:/a` is `C:/a`; `file:a` is `a`. */
function withoutFileScheme(uri: string): string {
  const path = uri
    .slice('file:'.length)
    .replace(/^\/\/localhost\//i, '/')
    .replace(/^\/{2,3}(?=[^/])/, '/');
  const drive = /^\/([a-z])(?::|%3a)(?=\/|$)/i.exec(path);
  return drive === null ? path : `${drive[1]}:${path.slice(drive[0].length)}`;
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
