import type { Component } from '../../sbom.ts';

/**
 * What is compiled into a program of Go: the compiler's own library, and modules, from what `go version -m` prints: the
 * compiler's version on the first line, then lines of `mod` or `dep`, path, version and `h1:` hash between
 * tabs. https://go.dev/ref/mod#go-version-m
 *
 * @throws where the compiler is not told
 */
export function goComponents(modules: string): readonly Component[] {
  const [, compiler] = /: go(\d\S*)$/m.exec(modules) ?? [];
  if (compiler === undefined) throw new Error('not what `go version -m` prints: it names no compiler');
  const others = [...modules.matchAll(/^\t(?:mod|dep)\t(\S+)\t(v\S+)\t(h1:\S+)$/gm)];
  return [
    { type: 'library', name: 'stdlib', version: compiler, purl: `pkg:golang/stdlib@${compiler}` },
    ...others.map(
      ([, path = '', version = '', sum = '']): Component => ({
        type: 'library',
        name: path,
        version,
        purl: packageUrl(path, version),
        properties: [{ name: 'go:sum', value: sum }],
      }),
    ),
  ];
}

/** Lower case by https://github.com/package-url/purl-spec/blob/main/types-doc/golang-definition.md */
function packageUrl(path: string, version: string): string {
  const encode = (text: string) => text.replaceAll('+', '%2B');
  return `pkg:golang/${encode(path.toLowerCase())}@${encode(version)}`;
}
