// Findings by the hundred thousand, all there before and shifted by seven lines, in shapes that hurt.
import type { Finding } from '../../src/core/finding.ts';
import type { MatchInput } from '../../src/triage/matching/match-findings.ts';

/** Findings in one file, what tells them apart, whether the source is known and whether everything moved. */
export interface Shape {
  readonly perFile: number;
  readonly isAlike?: boolean;
  readonly withSources?: boolean;
  readonly isRenamed?: boolean;
}

export const shapes: Readonly<Record<string, Shape>> = {
  'many files': { perFile: 50 },
  'many files with sources': { perFile: 50, withSources: true },
  'one file': { perFile: Number.MAX_SAFE_INTEGER },
  'one file, all alike': { perFile: Number.MAX_SAFE_INTEGER, isAlike: true },
  'everything renamed': { perFile: 50, isRenamed: true },
};

export function manyFindings(shape: Shape, count: number): MatchInput {
  const before = side(shape, count, 0);
  const after = side(shape, count, 7);
  const trees = shape.withSources === true ? { beforeTree: treeOf(before), afterTree: treeOf(after) } : {};
  return { before, after, renames: new Map(), ...trees };
}

function side({ perFile, isAlike, isRenamed }: Shape, count: number, shift: number): readonly Finding[] {
  return Array.from({ length: count }, (_, number) => {
    const file = Math.floor(number / perFile);
    const inFile = number % perFile;
    const startLine = inFile * 3 + 1 + (inFile > 20 || isAlike ? shift : 0);
    const folder = isRenamed && shift > 0 ? 'packages/core/src' : 'src';
    const rule = isAlike ? 'rule' : `rule-${number % 37}`;
    const message = isAlike ? 'The same words' : `Words of ${rule} about thing ${number % 1_000}`;
    return {
      scanner: 'scanner',
      rule,
      ruleInformation: {},
      severity: 'medium',
      category: 'bug',
      cwe: [],
      title: message,
      message,
      place: {
        path: `${folder}/module${file % 100}/file${file}.ts`,
        region: { startLine, endLine: startLine, startColumn: 5, endColumn: 20 },
      },
      ...(!isAlike && { snippet: `call_${number % 997}(argument${number % 13});` }),
      related: [],
      flows: [],
      fixes: [],
      suppressions: [],
      givenFingerprints: {},
      source: { file: 'scan.sarif', run: 0, result: number },
    };
  });
}

function treeOf(findings: readonly Finding[]): NonNullable<MatchInput['beforeTree']> {
  const files = new Map<string, string[]>();
  for (const { place, snippet = '' } of findings) {
    const path = place?.path ?? '';
    const line = place?.region?.startLine ?? 1;
    const lines = files.get(path) ?? [];
    files.set(path, lines);
    while (lines.length < line - 1) lines.push(`// line ${lines.length % 91}`);
    lines[line - 1] = `  ${snippet}`;
  }
  return { lines: (path) => Promise.resolve(files.get(path)) };
}
