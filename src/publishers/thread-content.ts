import { limits } from '../bitbucket/limits.ts';
import type { TriagedFinding } from '../core/finding.ts';
import { isToldBy } from '../core/history-mark.ts';
import type { Report } from '../core/report.ts';
import type { SourceTree } from '../core/source-tree.ts';
import { truncate } from '../core/truncate.ts';
import { type FixText, fixText } from '../reports/fix-text.ts';
import { commitLink } from '../reports/line-link.ts';
import { codeSpan, markdownLink, markdownText } from '../reports/markdown-escape.ts';
import { SecretLines } from '../reports/secret-lines.ts';
import { groupMarkdown, threadMarkdown, withoutHowToAnswer } from '../reports/thread-markdown.ts';
import { shortCommit } from '../reports/wording.ts';
import { type KnownThread, mostRemembered } from './known-thread.ts';
import { type Marker, markedText } from './marker.ts';
import type { ThreadEnd } from './thread-end.ts';
import type { Topic } from './thread-topic.ts';

export interface ThreadContentOptions {
  readonly suggestions: boolean;
  readonly replies: boolean;
  /** The file, where the thread stands in another one: it had that name before. */
  readonly now?: string;
}

/** The first comment of an open thread. */
export async function openContent(
  report: Report,
  topic: Topic,
  source: SourceTree,
  options: ThreadContentOptions,
): Promise<string> {
  const [first] = topic.wanted;
  const secrets = new SecretLines(report);
  const fix = topic.kind === 'thread' ? await fixText(first.finding, source, secrets) : undefined;
  const marker: Marker = {
    kind: topic.kind,
    report: report.reportId,
    fields: new Map([
      ['key', topic.key],
      ['state', 'open'],
      ['scanner', truncate(first.finding.scanner, 60)],
      ...(topic.kind === 'thread' ? [['like', first.like] as const] : []),
      ['findings', fingerprints(topic).join(',')],
      ...(isUnreadInHistory(first.finding) ? [['history', unread] as const] : []),
    ]),
  };
  return cut([marker], body(report, topic, options, fix));
}

/** The same comment once the thread is done with: what happened stands above what it said. */
export function closedContent(report: Report, known: KnownThread, end: ThreadEnd): string {
  const { thread } = known;
  const fields = new Map(thread.marker.fields);
  fields.set('state', end.state);
  return cut(
    [{ ...thread.marker, fields }],
    `${endLine(report, end, known)}\n\n${withoutHowToAnswer(thread.body)}`,
  );
}

function body(report: Report, topic: Topic, options: ThreadContentOptions, fix: FixText | undefined): string {
  const findings = topic.wanted.map(({ finding }) => finding);
  return topic.kind === 'group'
    ? groupMarkdown(report, findings, options)
    : threadMarkdown(topic.wanted[0].finding, { ...options, ...(fix === undefined ? {} : { fix }) });
}

function fingerprints({ wanted }: Topic): readonly string[] {
  return wanted.slice(0, mostRemembered).map(({ finding }) => finding.fingerprint);
}

function endLine(report: Report, end: ThreadEnd, known: KnownThread): string {
  switch (end.state) {
    case 'fixed': {
      const label = codeSpan(shortCommit(report.change.commit));
      const link = commitLink(report, report.change.commit);
      const at = link === undefined ? label : markdownLink(label, link);
      if (isStillInHistory(report, known)) {
        return `**Gone from the file** in ${at}, but still in the commits of this branch: the summary says where.`;
      }
      return known.thread.marker.fields.get('history') === unread
        ? `**Gone from the file** in ${at}. Earlier commits of this branch were not searched for it: if it is real, revoke it, and squash them.`
        : `**Fixed** in ${at}.`;
    }
    case 'suppressed': {
      const { suppressedBy, reason } = end.finding;
      const who = suppressedBy === undefined ? '' : ` by ${markdownText(truncate(suppressedBy, 100))}`;
      const why = reason === undefined ? '.' : `: ${markdownText(truncate(reason, 500))}`;
      return `**Suppressed**${who}${why}`;
    }
    case 'known':
      return '**Not new any more**: it is there without this change too.';
  }
}

/** What a marker says of a secret that nothing looks for in the commits. */
const unread = 'unread';

/** Only what the scanner for secrets is sure of is looked for in the commits, by how it looks. */
function isUnreadInHistory({ category, scanner, severity }: TriagedFinding): boolean {
  return category === 'secret' && (scanner !== 'secretlint' || severity === 'low');
}

/**
 * A secret that was taken out is told once more, without a place, as long as a commit has it. It says by which findings
 * it was told before; where they were too many, it is of the same rule, with the thread's file in its message.
 */
function isStillInHistory({ findings }: Report, { thread, fingerprints }: KnownThread): boolean {
  const { anchor, body: said } = thread;
  return findings.some(
    ({ category, place, disposition, rule, message, givenFingerprints }) =>
      category === 'secret' &&
      place === undefined &&
      disposition === 'active' &&
      (isToldBy(fingerprints, givenFingerprints) ??
        (message.includes(` ${anchor.path},`) && said.includes(codeSpan(truncate(rule, 200))))),
  );
}

function cut(markers: readonly Marker[], text: string): string {
  return truncate(markedText(markers, text), limits.comment);
}
