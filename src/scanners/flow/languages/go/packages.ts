import { posix } from 'node:path';

/** First parts of the standard library's packages. https://pkg.go.dev/std */
const standard = new Set(
  'archive bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html image index io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe weak'.split(
    ' ',
  ),
);

/**
 * A package by the path that imports it, without the host and the major version, and without dots, which divide
 * names: `github.com/go-chi/chi/v5` is `go-chi/chi`, `gopkg.in/yaml.v3` is `yaml`.
 */
export function packageOf(importPath: string): string {
  const parts = importPath.split('/');
  const own = parts.length > 1 && parts[0]?.includes('.') ? parts.slice(1) : parts;
  const kept = own.filter((part, index) => index === 0 || index > 2 || !/^v(?:[2-9]|\d\d)$/.test(part));
  return withoutDots(kept.join('/').replace(/\.v\d+$/, ''));
}

/** Names that a package may have: mostly the last part of its path. */
export function packageNames(importPath: string): readonly string[] {
  const parts = importPath.split('/').filter((part) => !/^v\d+$/.test(part));
  const last = (parts.at(-1) ?? importPath).replace(/\.v\d+$/, '');
  const short = last.replace(/^go[-_.]|[-_.]go$/g, '');
  return [...new Set([last, short, short.slice(short.lastIndexOf('-') + 1)])];
}

export function isStandard(name: string): boolean {
  return standard.has(name.split('/', 1)[0] ?? '');
}

/** The package of a folder of the scanned tree, as types of it are named. */
export function packageIn(folder: string): string {
  return folder === '.' ? '' : withoutDots(folder);
}

export const packageAround = (file: string) => packageIn(posix.dirname(file));

const withoutDots = (path: string) => path.replaceAll('.', '_');
