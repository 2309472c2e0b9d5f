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
/** What starts a comment in most languages. */
const signs = ['//', '#', '--', '/*', '<!--', '(*', '{-', ';', '%', '*', '!'];
/** What ends it on the same line. */
const ends = ['*/', '-->', '*)', '-}', '%>', '#}'];
const day = /^\d{4}-\d{2}-\d{2}$/;
const ownerName = /^[\w@.+-]+$/;

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
  const code = at === -1 ? undefined : codeBefore(line.slice(0, at));
  const rest = line.slice(at + word.length);
  if (code === undefined || !/^\s/.test(rest)) return undefined;
  const [ruleList, text] = split(withoutEnd(rest));
  const rules = ruleList.split(',').map((rule) => rule.trim());
  if (!rules.every((rule) => /^\S+$/.test(rule) && /[^*]/.test(rule))) return undefined;
  return { comment: { line: number, target: number, rules, ...clausesOf(text) }, standsAlone: code === '' };
}

/** What stands before the comment's sign; undefined where there is none, as in a text about these comments. */
function codeBefore(before: string): string | undefined {
  const trimmed = before.trimEnd();
  const sign = signs.find((each) => trimmed.endsWith(each)) ?? /(?<=^|\s)rem$/i.exec(trimmed)?.[0];
  if (sign === undefined) return undefined;
  const code = trimmed.slice(0, -sign.length).trimEnd();
  // `///`, `/**` and `##` are longer forms of the same.
  return /^[/#*;%!<-]*$/.test(code) ? '' : code;
}

function withoutEnd(rest: string): string {
  const text = rest.replace(/\s+/g, ' ').trim();
  const end = ends.find((each) => text.endsWith(each));
  return end === undefined ? text : text.slice(0, -end.length).trimEnd();
}

/** Rules and the rest: at the first colon that a blank or the end follows, as ids may have colons inside. */
function split(text: string): readonly [string, string] {
  const colon = text.endsWith(':') && !text.includes(': ') ? text.length - 1 : text.indexOf(': ');
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1).trim()];
}

/** `reason [until YYYY-MM-DD] [by OWNER]`, the last two in any order, at the end. */
function clausesOf(text: string): Pick<SuppressionComment, 'reason' | 'owner' | 'until'> {
  const words = text === '' ? [] : text.split(' ');
  let owner: string | undefined;
  let until: string | undefined;
  for (;;) {
    const [name, value = ''] = words.slice(-2);
    if (name === 'until' && until === undefined && day.test(value)) until = value;
    else if (name === 'by' && owner === undefined && ownerName.test(value)) owner = value;
    else break;
    words.splice(-2);
  }
  const reason = words.join(' ');
  return {
    ...(reason !== '' && { reason }),
    ...(owner !== undefined && { owner }),
    ...(until !== undefined && { until }),
  };
}
