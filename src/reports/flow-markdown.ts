import type { Step, TriagedFinding } from '../core/finding.ts';
import { truncate } from '../core/truncate.ts';
import { codeSpan, markdownText } from './markdown-escape.ts';
import { placeText } from './wording.ts';

/** Steps of a thread; the report has all of them. */
const mostSteps = 6;

/**
 * The way of the data to the finding as a list, from where it comes in: a step for each line that it passes, those in
 * the middle left out where there are many. Empty where all of it happens on one line.
 */
export function flowMarkdown({ flows, place, commitRegion }: TriagedFinding): string {
  // Where the commit has the finding on another line than the scanned tree, it has the steps on others too.
  const hasLines = commitRegion !== undefined && commitRegion.startLine === place?.region?.startLine;
  const steps = passedLines(flows[0] ?? []);
  if (steps.length < 2) return '';
  const head = steps.length > mostSteps ? mostSteps / 2 : steps.length;
  const left = steps.length - mostSteps;
  const items = [
    ...steps.slice(0, head).map((step) => item(step, hasLines)),
    ...(left > 0 ? [`- … ${left} more ${left === 1 ? 'line' : 'lines'} …`] : []),
    ...(left > 0 ? steps.slice(-mostSteps / 2).map((step) => item(step, hasLines)) : []),
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

function item({ place, message }: Step, hasLines: boolean): string {
  if (place === undefined) return '';
  const where = codeSpan(
    truncate(hasLines ? lineOf({ place, message }) : placeText({ path: place.path }), 200),
  );
  return `- ${where} ${markdownText(truncate(message, 200))}`;
}
