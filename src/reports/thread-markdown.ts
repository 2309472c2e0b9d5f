import type { TriagedFinding } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import { commitPlace, placeMarkdown } from './finding-line.ts';
import { type FixText, fixBlock } from './fix-text.ts';
import { flowMarkdown } from './flow-markdown.ts';
import { codeSpan, markdownLink, markdownText } from './markdown-escape.ts';
import { publicUrl } from './public-url.ts';
import { capitalised, counted } from './wording.ts';

export interface ThreadOptions {
  readonly fix?: FixText;
  /** Show the fix as a suggestion where it can be one. */
  readonly suggestions: boolean;
  /** Say how to answer, because answers count. */
  readonly replies: boolean;
  /** The file, where the thread stands in another one. */
  readonly now?: string;
}

/** CWE numbers that a heading names. */
const mostWeaknesses = 3;

/** Places that a thread of many findings lists, and UTF-16 units that they take: half of what a comment may have. */
const mostPlaces = 50;
const roomForPlaces = 15_000;

/**
 * The first comment of a finding's thread: what is wrong, why, how to mend it. It names no commit, so that a push
 * which leaves the finding as it is leaves the comment as it is.
 */
export function threadMarkdown(
  finding: TriagedFinding,
  { fix, suggestions, replies, now }: ThreadOptions,
): string {
  return blocks([
    heading(finding, markdownText(truncate(finding.title, 300))),
    now === undefined ? '' : `Now in ${codeSpan(truncate(now, 200))}.`,
    finding.message === finding.title ? '' : paragraphs(finding.message, 2000),
    flowMarkdown(finding),
    advice(finding),
    fix === undefined ? '' : blocks([fixIntroduction(finding), fixBlock(fix, suggestions)]),
    ruleLink(finding),
    replies ? howToAnswer : '',
  ]);
}

/** One thread for many findings of one rule, at the first of them. */
export function groupMarkdown(
  report: Report,
  findings: readonly TriagedFinding[],
  { replies }: Pick<ThreadOptions, 'replies'>,
): string {
  const [first] = findings;
  if (first === undefined) return '';
  const isSaidAlike = findings.every(({ message }) => message === first.message);
  const items: string[] = [];
  let room = roomForPlaces;
  for (const finding of findings.slice(0, mostPlaces)) {
    const item = `- ${groupItem(report, finding, isSaidAlike ? finding.message : first.title)}`;
    room -= item.length + 1;
    if (room < 0) break;
    items.push(item);
  }
  const more = findings.length - items.length;
  return blocks([
    heading(first, `${markdownText(truncate(first.title, 300))}: ${counted(findings.length, 'place')}`),
    isSaidAlike && first.message !== first.title ? paragraphs(first.message, 2000) : '',
    advice(first),
    [...items, ...(more > 0 ? [`- … and ${more} more in the full report`] : [])].join('\n'),
    ruleLink(first),
    replies ? howToAnswerMany : '',
  ]);
}

/** What a thread that is done with still says of its finding: how to answer it matters no more. */
export function withoutHowToAnswer(text: string): string {
  const end = [howToAnswer, howToAnswerMany].find((words) => text.trimEnd().endsWith(words));
  return end === undefined ? text : text.trimEnd().slice(0, -end.length).trimEnd();
}

const howToAnswer =
  'To keep it, reply `ignore: reason`, `false positive: reason` or `later: YYYY-MM-DD reason`.';

const howToAnswerMany =
  'To keep them all, reply `ignore: reason`, `false positive: reason` or `later: YYYY-MM-DD reason`.';

function heading({ severity, scanner, rule, cwe }: TriagedFinding, title: string): string {
  const origin = [
    codeSpan(truncate(rule, 200)),
    ...cwe.slice(0, mostWeaknesses).map((number) => markdownLink(`CWE-${number}`, cweLink(number))),
    markdownText(truncate(scanner, 100)),
  ].join(', ');
  return `**${capitalised(severity)}**: ${title} (${origin})`;
}

/** @param said what stands above all of them already */
function groupItem(report: Report, finding: TriagedFinding, said: string): string {
  const place = commitPlace(finding);
  const where = place === undefined ? '' : placeMarkdown(report, place);
  const own = finding.message === said ? '' : markdownText(truncate(finding.message, 200));
  return [where, own].filter((part) => part !== '').join(' ');
}

function fixIntroduction({ fixes }: TriagedFinding): string {
  const description = fixes[0]?.description ?? '';
  return description === '' ? 'Fix:' : `Fix: ${markdownText(truncate(description, 300))}`;
}

/** The rule's own words on what to do: its first paragraph that is neither a heading nor code, nor said already. */
function advice({ ruleInformation: { help, description }, title, message }: TriagedFinding): string {
  const text = help ?? description;
  if (text === undefined) return '';
  const paragraph = text
    .split(/\r?\n\s*\r?\n/)
    .map((part) => part.trim())
    .find(
      (part) =>
        part !== '' && part !== title && !message.includes(part) && !/^(?:#|```|~~~|\|| {4}|<)/.test(part),
    );
  return paragraph === undefined ? '' : markdownText(truncate(withoutMarks(paragraph), 600));
}

/** Help is Markdown more often than not: of its links the words are kept, of its emphasis the text. */
function withoutMarks(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]\n]{1,300})\]\([^()\s]{1,500}\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1/g, '$2');
}

/** The link names its host: the address is the scanner's choice. The page of a CWE has its link in the heading. */
function ruleLink({ ruleInformation, cwe }: TriagedFinding): string {
  const url = publicUrl(ruleInformation.helpUri);
  return url === undefined || cwe.slice(0, mostWeaknesses).some((number) => cweLink(number) === url)
    ? ''
    : markdownLink(`About this rule, at ${codeSpan(new URL(url).hostname)}`, url);
}

export function cweLink(number: number): string {
  return `https://cwe.mitre.org/data/definitions/${number}.html`;
}

function paragraphs(text: string, limit: number): string {
  return blocks(
    truncate(text, limit)
      .split(/\r?\n\s*\r?\n/)
      .map(markdownText),
  );
}

function blocks(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
