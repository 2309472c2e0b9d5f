/** One `code-scan-ignore` comment. */
export interface SuppressionComment {
  /** Where it stands, from 1. */
  readonly line: number;
  /** The line whose findings it means: its own, or the one below the comments that it stands among. */
  readonly target: number;
  readonly rules: readonly string[];
  readonly reason?: string;
  readonly owner?: string;
  /** The last day (UTC) on which it holds, as `YYYY-MM-DD`. */
  readonly until?: string;
}

const word = 'code-scan-ignore';
/** Lines longer than this are not written by people. */
const maxLineLength = 2_000;
/** What starts a comment in most languages: `//`, `#`, `--`, `/*`, `*`, `<!--`, `;`, `%`, `(*`, `{-`, `REM`. */
const leader = /(?:\/\/+|#+|--+|\/\*+|<!--|\(\*|\{-|;+|%+|\bREM\b|^\s*\*+)[!\s]*$/;
const closer = /\s*(?:\*+\/|-->|\*\)|-\}|%>|#\})\s*$/;
const untilClause = /\s+until\s+(\d{4}-\d{2}-\d{2})(?=\s|$)/;
const ownerClause = /\s+by\s+(@?[\w.+-]+(?:@[\w.-]+)?)\s*$/;

/**
 * The comments of one file that suppress findings:
 *
 *     code-scan-ignore RULE[, RULE]: reason [until 2027-01-31] [by OWNER]
 *
 * behind a comment sign of any language, on the flagged line or alone on the line above it. `RULE` is a rule's id or
 * `scanner/id`, where `*` stands for any characters.
 */
export function suppressionComments(lines: readonly string[]): readonly SuppressionComment[] {
  const found: SuppressionComment[] = [];
  const alone: SuppressionComment[] = [];
  const settle = (target: number) => {
    found.push(...alone.splice(0).map((comment) => ({ ...comment, target })));
  };
  for (const [index, line] of lines.entries()) {
    const parsed = parse(line, index + 1);
    if (parsed?.standsAlone) {
      alone.push(parsed.comment);
      continue;
    }
    settle(index + 1);
    if (parsed !== undefined) found.push(parsed.comment);
  }
  settle(lines.length);
  return found;
}

function parse(
  line: string,
  number: number,
): { readonly comment: SuppressionComment; readonly standsAlone: boolean } | undefined {
  if (line.length > maxLineLength) return undefined;
  const at = line.indexOf(word);
  if (at === -1) return undefined;
  const before = line.slice(0, at);
  const sign = leader.exec(before);
  const rest = line.slice(at + word.length).replace(closer, '');
  if (sign === null || !/^\s+\S/.test(rest)) return undefined;
  const [ruleList, text] = split(rest.trim());
  const rules = ruleList.split(',').map((rule) => rule.trim());
  if (!rules.every((rule) => /^\S+$/.test(rule) && /[^*]/.test(rule))) return undefined;
  const until = untilClause.exec(` ${text}`)?.[1];
  const withoutUntil = ` ${text}`.replace(untilClause, '');
  const owner = ownerClause.exec(withoutUntil)?.[1];
  const reason = withoutUntil.replace(ownerClause, '').trim();
  return {
    comment: {
      line: number,
      target: number,
      rules,
      ...(reason !== '' && { reason }),
      ...(owner !== undefined && { owner }),
      ...(until !== undefined && { until }),
    },
    standsAlone: before.slice(0, sign.index).trim() === '',
  };
}

/** Rules and the rest: at the first colon that white space or the end follows, as ids may have colons inside. */
function split(text: string): readonly [string, string] {
  const colon = /:(?=\s|$)/.exec(text);
  return colon === null ? [text, ''] : [text.slice(0, colon.index), text.slice(colon.index + 1).trim()];
}
