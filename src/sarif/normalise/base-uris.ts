import { asObject, asText, type JsonObject, own } from '../json.ts';

/** A URI with its base put before it, still percent-encoded. */
export interface BasedUri {
  readonly uri: string;
  /** The URI before its base, where that base names the root of the sources: valid inside the repository by itself. */
  readonly belowSourceRoot?: string;
}

// Longer chains are cycles or attacks; real ones have one or two links.
const mostBases = 16;

/** `uri` with `originalUriBaseIds` resolved as far as the log says (2.1.0, section 3.14.14). */
export function withBases(uri: string, baseId: string | undefined, bases: JsonObject): BasedUri {
  let based = uri;
  let id = baseId;
  for (let links = 0; id !== undefined && !isAbsolute(based) && links < mostBases; links += 1) {
    const base = asObject(own(bases, id));
    const prefix = asText(base['uri']);
    if (prefix === undefined) break;
    const below = based.replace(/^(?:\.\/)+/, '');
    based = prefix === '' || prefix.endsWith('/') ? prefix + below : `${prefix}/${below}`;
    id = asText(base['uriBaseId']);
  }
  const namesSources = based !== uri && baseId !== undefined && sourceRoots.test(baseId) && !isAbsolute(uri);
  return { uri: based, ...(namesSources && { belowSourceRoot: uri }) };
}

/** A path from a root, a drive or a URI with a scheme. */
export function isAbsolute(uri: string): boolean {
  return /^(?:[/\\]|[a-z][a-z0-9+.-]*:)/i.test(uri);
}

// What producers call the checkout: `%SRCROOT%` (CodeQL, Semgrep), `SRCROOT`, `ROOTPATH` (Trivy), `REPOROOT`, …
const sourceRoots = /^%?(?:(?:SRC|SOURCE|REPO|REPOSITORY|PROJECT|PROJ)_?ROOT|ROOTPATH|ROOT)%?$/i;
