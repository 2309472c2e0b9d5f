import type { Finding } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Sides } from './sides.ts';

/**
 * Like is compared with like: where the text of one side only can be had, it stands in for snippets that the other
 * side's log has and this one's has not, and is no evidence beyond that.
 */
export async function evenSides(sides: Sides): Promise<Sides> {
  const { before, after, beforeTree, afterTree, renames } = sides;
  if ((beforeTree === undefined) === (afterTree === undefined)) return sides;
  return {
    renames,
    before: await withSnippets(before, beforeTree, after),
    after: await withSnippets(after, afterTree, before),
  };
}

async function withSnippets(
  findings: readonly Finding[],
  tree: SourceTree | undefined,
  others: readonly Finding[],
): Promise<readonly Finding[]> {
  const habits = snippetHabits(others);
  if (tree === undefined || habits.size === 0) return findings;
  return Promise.all(
    findings.map(async (finding) => {
      const habit = habits.get(finding.scanner);
      const { path, region } = finding.place ?? {};
      if (
        habit === undefined ||
        finding.snippet !== undefined ||
        path === undefined ||
        region === undefined
      ) {
        return finding;
      }
      const line = (await tree.lines(path))?.[region.startLine - 1];
      if (line === undefined) return finding;
      return { ...finding, snippet: habit === 'line' ? line : flagged(line, region) };
    }),
  );
}

/** Some scanners quote what they flag, some the whole line, whatever SARIF says of snippets. */
function snippetHabits(findings: readonly Finding[]): ReadonlyMap<string, 'line' | 'region'> {
  const habits = new Map<string, 'line' | 'region'>();
  for (const { scanner, snippet, place } of findings) {
    if (snippet === undefined || habits.get(scanner) === 'region') continue;
    const { startColumn, endColumn, startLine, endLine } = place?.region ?? {};
    const isRegion =
      startLine === endLine &&
      startColumn !== undefined &&
      endColumn !== undefined &&
      snippet.length === endColumn - startColumn;
    habits.set(scanner, isRegion ? 'region' : 'line');
  }
  return habits;
}

function flagged(
  line: string,
  { startLine, endLine, startColumn = 1, endColumn }: NonNullable<NonNullable<Finding['place']>['region']>,
) {
  return line.slice(
    startColumn - 1,
    startLine === endLine && endColumn !== undefined ? endColumn - 1 : undefined,
  );
}
