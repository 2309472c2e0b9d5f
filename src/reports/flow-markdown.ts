import type { Step, TriagedFinding } from '../core/finding.ts';
import { truncate } from '../core/truncate.ts';
import { codeSpan, markdownText } from './markdown-escape.ts';

/** Steps of a thread; the report has all of them. */
const mostSteps = 6;

/**
 * The way of the data to the finding as a list, from where it comes in: a step for each line that it passes, those in
 * the middle left out where there are many. Empty where all of it happens on one line.
 */
export function flowMarkdown({ flows, place, commitRegion, anchorPath }: TriagedFinding): string {
  // Where the commit has the finding on another line than the scanned tree, it has the steps on others too.
  const hasLines = commitRegion !== undefined && commitRegion.startLine === place?.region?.startLine;
  const steps = passedLines(flows[0] ?? []);
  if (steps.length < 2) return '';
  const head = steps.length > mostSteps ? mostSteps / 2 : steps.length;
  const left = steps.length - mostSteps;
  const write = (step: Step) => item(step, hasLines ? (anchorPath ?? place?.path ?? '') : undefined);
  const items = [
    ...steps.slice(0, head).map(write),
    ...(left > 0 ? [`- … ${left} more ${left === 1 ? 'line' : 'lines'} …`] : []),
    ...(left > 0 ? steps.slice(-mostSteps / 2).map(write) : []),
  ];
  return ['How it gets there:', items.join('\n')].join('\n\n');
}

/** Of the steps on one line the first; of those on the last line the last, which is the finding. */
function passedLines(steps: readonly Step[]): readonly Step[] {
  const placed = steps.filter(({ place }) => place?.region !== undefined);
  const firsts = placed.filter((step, index) => lineOf(step) !== lineOf(placed[index - 1]));
  return [...firsts.slice(0, -1), ...placed.slice(-1)];
}

function lineOf(step: Step | undefined): string {
  return step?.place === undefined ? '' : `${step.place.path}:${step.place.region?.startLine ?? ''}`;
}

/** @param file where the thread stands, whose name everybody sees; undefined where no line can be told */
function item({ place, message }: Step, file: string | undefined): string {
  if (place?.region === undefined) return '';
  const { path, region } = place;
  const where =
    path === file
      ? `line ${region.startLine}`
      : codeSpan(truncate(file === undefined ? path : lineOf({ place, message }), 200));
  return `- ${where}: ${markdownText(truncate(message, 200))}`;
}
