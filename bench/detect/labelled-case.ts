import type { Found } from './report-file.ts';

export interface LabelledPlace {
  readonly path: string;
  /** From and to, counted from 1; the whole file if unsaid. */
  readonly lines?: readonly [number, number];
}

/** A place of which somebody said whether it is vulnerable, and to what. */
export interface LabelledCase extends LabelledPlace {
  readonly category: string;
  /** A finding of one of them counts. */
  readonly cwe: readonly number[];
  /** Places at which the same may as well be told. */
  readonly others?: readonly LabelledPlace[];
  readonly isVulnerable: boolean;
}

export interface Score {
  truePositives: number;
  falseNegatives: number;
  falsePositives: number;
  trueNegatives: number;
}

/** The weaknesses that tools tell under one another's number. */
const families: readonly (readonly number[])[] = [
  [77, 78, 88],
  [94, 95, 96, 917, 1336],
  [22, 23, 36, 73, 98, 434, 829],
  [79, 80],
  [89, 564, 943],
  [90],
  [91, 643],
  [113],
  [256, 326, 327, 328, 759, 916],
  [330, 338],
  [352],
  [501],
  [502],
  [601],
  [614, 1004, 311],
  [611, 827],
  [915, 1321],
  [918],
  [942, 346],
];

/** All numbers under which a weakness may be told. */
export function familyOf(cwe: number): readonly number[] {
  return families.find((family) => family.includes(cwe)) ?? [cwe];
}

/** Scores by category; a case counts as told with one fitting finding in its lines. */
export function scoreCases(
  cases: readonly LabelledCase[],
  findings: readonly Found[],
): ReadonlyMap<string, Score> {
  const byPath = Map.groupBy(findings, ({ path = '' }) => path);
  const fitting = (labelled: LabelledCase) =>
    [labelled, ...(labelled.others ?? [])].flatMap(({ path, lines }) =>
      (byPath.get(path) ?? []).filter((finding) => fits(finding, labelled.cwe, lines)),
    );
  // What tells a vulnerable place is right, even where it reaches into the lines beside it.
  const right = new Set(cases.filter(({ isVulnerable }) => isVulnerable).flatMap(fitting));
  const scores = new Map<string, Score>();
  for (const labelled of cases) {
    const isTold = fitting(labelled).some((finding) => labelled.isVulnerable || !right.has(finding));
    const score = scores.get(labelled.category) ?? {
      truePositives: 0,
      falseNegatives: 0,
      falsePositives: 0,
      trueNegatives: 0,
    };
    scores.set(labelled.category, score);
    if (labelled.isVulnerable) score[isTold ? 'truePositives' : 'falseNegatives'] += 1;
    else score[isTold ? 'falsePositives' : 'trueNegatives'] += 1;
  }
  return scores;
}

/** Of a finding over many lines these are shown first, so these have to be the right ones. */
const linesThatCount = 3;

function fits(finding: Found, cwe: readonly number[], lines: LabelledPlace['lines']): boolean {
  const { startLine = 0, endLine = startLine } = finding;
  const last = Math.min(endLine, startLine + linesThatCount - 1);
  return (
    (lines === undefined || (last >= lines[0] && startLine <= lines[1])) &&
    (cwe.length === 0 || finding.cwe.some((number) => cwe.includes(number)))
  );
}

export function sumOf(scores: Iterable<Score>): Score {
  const sum = { truePositives: 0, falseNegatives: 0, falsePositives: 0, trueNegatives: 0 };
  for (const score of scores) {
    sum.truePositives += score.truePositives;
    sum.falseNegatives += score.falseNegatives;
    sum.falsePositives += score.falsePositives;
    sum.trueNegatives += score.trueNegatives;
  }
  return sum;
}

/** Share of the vulnerable places that are told less that of the safe ones that are: 1 is all right, 0 is chance. */
export function youdenOf(score: Score): number {
  return ratio(score.truePositives, score.falseNegatives) - ratio(score.falsePositives, score.trueNegatives);
}

export function ratio(part: number, rest: number): number {
  return part + rest === 0 ? 0 : part / (part + rest);
}
