import type { TriagedFinding } from '../core/finding.ts';
import type { SourceTree } from '../core/source-tree.ts';
import { applyEdits, type Replacement } from './apply-edits.ts';
import { fencedBlock } from './markdown-escape.ts';
import type { SecretLines } from './secret-lines.ts';

/** How to show the fix of a finding, if it has one that can be shown. */
export interface FixText {
  /** Unified-diff lines without header, of every file that the fix changes; `+`, `-` and file names only. */
  readonly diff: string;
  /** New text for exactly the lines that the thread stands on; absent where the fix reaches further. */
  readonly suggestion?: string;
}

/** The first fix as text. Never one that touches lines with a secret: it would show them. */
export async function fixText(
  finding: TriagedFinding,
  source: SourceTree,
  secrets: SecretLines,
): Promise<FixText | undefined> {
  const [fix] = finding.fixes;
  if (fix === undefined || finding.category === 'secret') return undefined;
  const replacements = await applyEdits(fix, source);
  if (replacements === undefined) return undefined;
  const region = finding.place?.region;
  const shown = [
    ...replacements,
    ...(region === undefined
      ? []
      : [{ path: finding.place?.path ?? '', start: region.startLine, end: region.endLine }]),
  ];
  if (shown.some(({ path, start, end }) => secrets.touch(path, start, end))) return undefined;
  const diff = replacements.map((replacement) => diffLines(replacement, replacements.length > 1)).join('\n');
  const suggestion = await suggestionFor(finding, replacements, source);
  return suggestion === undefined ? { diff } : { diff, suggestion };
}

/** As Markdown: a `suggestion` block where that is wanted and possible, otherwise a diff. */
export function fixBlock(fix: FixText, suggestions: boolean): string {
  return suggestions && fix.suggestion !== undefined
    ? fencedBlock(fix.suggestion, 'suggestion')
    : fencedBlock(fix.diff, 'diff');
}

function diffLines({ path, start, before, after }: Replacement, named: boolean): string {
  const header = named ? [`--- ${path}:${start}`] : [];
  return [...header, ...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)].join('\n');
}

/**
 * A suggestion replaces the lines that its comment stands on, so the fix must lie within them, and they must be the
 * lines that were scanned.
 */
async function suggestionFor(
  { place, anchor, anchorPath }: TriagedFinding,
  replacements: readonly Replacement[],
  source: SourceTree,
): Promise<string | undefined> {
  const [only] = replacements;
  const region = place?.region;
  if (only === undefined || replacements.length > 1 || anchor === undefined || region === undefined)
    return undefined;
  if (anchorPath !== undefined) return undefined;
  const isWholeRegion = anchor.startLine === region.startLine && anchor.endLine === region.endLine;
  if (!isWholeRegion || only.path !== place?.path) return undefined;
  if (only.start < region.startLine || only.end > region.endLine) return undefined;
  const lines = (await source.lines(only.path)) ?? [];
  return [
    ...lines.slice(region.startLine - 1, only.start - 1),
    ...only.after,
    ...lines.slice(only.end, region.endLine),
  ].join('\n');
}
