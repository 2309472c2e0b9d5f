import type { ReplyDecision } from './reply-decision.ts';

/** What a reply asks for: a decision, or one that cannot be taken, and why. */
export type ReplyRequest = Pick<ReplyDecision, 'kind' | 'reason' | 'until'> | { readonly problem: string };

const longestReason = 500;

const kinds: ReadonlyMap<string, ReplyDecision['kind']> = new Map([
  ['ignore', 'ignore'],
  ['false positive', 'false-positive'],
  ['later', 'later'],
]);

/**
 * Reads the first line of a reply: `ignore: reason`, `false positive: reason` or `later: 2027-01-31 reason`. Anything
 * else is talk between people, and undefined. The colon keeps a sentence that starts with such a word talk.
 */
export function readReply(raw: string): ReplyRequest | undefined {
  // Bitbucket's editor puts backslashes before what could be Markdown.
  const [line = ''] = raw
    .trim()
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .split(/\r?\n/);
  const [, word = '', rest = ''] = /^\**(ignore|false[ -]positive|later)\**\s*:\**\s*(.*)$/i.exec(line) ?? [];
  const kind = kinds.get(word.toLowerCase().replace('-', ' '));
  if (kind === undefined) return undefined;
  if (kind !== 'later') return withReason(rest, (reason) => ({ kind, reason }));
  const [, until = '', reason = ''] = /^(\d{4}-\d{2}-\d{2})\s*(.*)$/.exec(rest) ?? [];
  if (!isDay(until)) return { problem: 'say until when, as in `later: 2027-01-31 reason`' };
  return withReason(reason, (why) => ({ kind, reason: why, until }));
}

function withReason(text: string, decide: (reason: string) => ReplyRequest): ReplyRequest {
  const reason = text.trim().slice(0, longestReason).toWellFormed();
  return reason === '' ? { problem: 'say why, as in `ignore: only used in tests`' } : decide(reason);
}

/** A day of the calendar, as `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
