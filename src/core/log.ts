import type { Severity } from './severity.ts';

/**
 * How a line stands in the text of the log. `title`: the first line; `section`: a heading; `row`: a line below one; `good`, `bad`, `none`: such
 * a line with ✔, ✖ or –; `faint`: such a line that is there for completeness; `passed`, `failed`: the last word; a
 * severity: a line whose first word is that severity.
 */
export type Look =
  | 'title'
  | 'section'
  | 'row'
  | 'good'
  | 'bad'
  | 'none'
  | 'faint'
  | 'passed'
  | 'failed'
  | Severity;

/**
 * What a line says as data. A line with a `look` is laid out by whoever wrote it and shows its data in the JSON format
 * only. `code` names the section of docs/troubleshooting.md that helps with a warning or an error.
 */
export type LogFields = Readonly<Record<string, unknown>> & {
  readonly look?: Look;
  readonly code?: string;
};

/** What the stages log through; `main.ts` makes it of pino. Fields are data, the message is what a person reads. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
