import type { Report } from '../core/report.ts';
import { summaryMarkdown } from './summary-markdown.ts';

/** `report.md` is for wikis, mail and chat: the summary with room for all but the largest results. */
const limit = 2_000_000;

export function reportMarkdown(report: Report): string {
  return `# Code scan\n\n${summaryMarkdown(report, { limit, publications: [] })}\n`;
}
