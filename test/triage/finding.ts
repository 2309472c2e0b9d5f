import type { Finding } from '../../src/core/finding.ts';
import type { SourceTree } from '../../src/core/source-tree.ts';

/** A finding with only what a test says of it. */
export function finding(
  given: Partial<Finding> & { readonly path?: string; readonly line?: number } = {},
): Finding {
  const { path, line, ...rest } = given;
  return {
    scanner: 'scanner',
    rule: 'rule',
    ruleInformation: {},
    severity: 'high',
    category: 'vulnerability',
    cwe: [],
    title: 'A title',
    message: 'A message',
    related: [],
    flows: [],
    fixes: [],
    suppressions: [],
    givenFingerprints: {},
    source: { file: 'scan.sarif', run: 0, result: 0 },
    ...(path !== undefined && {
      place: { path, ...(line !== undefined && { region: { startLine: line, endLine: line } }) },
    }),
    ...rest,
  };
}

/** A tree of texts in memory. */
export function treeOf(files: Readonly<Record<string, string>>): SourceTree {
  return {
    lines: (path) =>
      Promise.resolve(Object.hasOwn(files, path) ? files[path]?.split(/\r\n|\r|\n/) : undefined),
  };
}
