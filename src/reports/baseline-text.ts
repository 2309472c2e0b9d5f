import type { Baseline } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import { shortCommit } from './wording.ts';

/** What decided about new and old, with how it was found, or why not a better one. */
export function baselineSentence(baseline: Baseline): string {
  const { detail } = baseline;
  const text = baselineText(baseline);
  if (detail === undefined || detail === '') return text;
  return `${text.replace(/\.$/, '')} (${truncate(detail.replace(/\.$/, ''), 500)}).`;
}

/** What decided about new and old, as a plain sentence without its detail. */
export function baselineText({ kind, commit }: Baseline): string {
  const at = commit === undefined ? '' : ` ${shortCommit(commit)}`;
  switch (kind) {
    case 'merge-base':
      return `Compared with a scan of ${commit === undefined ? 'the commit before' : `commit${at}`}.`;
    case 'insights':
      return `Compared with the Code Insights report of${at === '' ? ' the destination' : at}.`;
    case 'sarif':
      return commit === undefined
        ? 'Compared with the given SARIF baseline.'
        : `Compared with the given SARIF baseline, which is of${at}.`;
    case 'changed-lines':
      return 'There was no baseline: new is what lies on changed lines.';
    case 'none':
      return 'There was no baseline: every finding counts as new.';
  }
}
