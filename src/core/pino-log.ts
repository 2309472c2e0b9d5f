import { pino } from 'pino';
import type { Log, LogFields, Look } from './log.ts';
import { logText } from './log-text.ts';

export interface LogOptions {
  readonly format: 'text' | 'json';
  readonly debug: boolean;
  readonly colour: boolean;
  /** Takes secrets out of every line before it is written. */
  readonly redact: (text: string) => string;
  /** The address of the page that helps with a warning or an error of this code. */
  readonly help?: (code: string) => string;
  readonly write: (line: string) => void;
}

/** Warnings and errors that are remembered so that none is told twice. */
const mostRemembered = 1_000;

/**
 * The one log of the pipe. Text from outside cannot start a line of its own, nor steer a terminal. The same warning or
 * error is written once however many stages run into it, and so is the page that helps with it.
 */
export function createLog({ format, debug, colour, redact, help, write }: LogOptions): Log {
  const told = new Set<string>();
  const isNews = (text: string) => {
    if (told.has(text)) return false;
    if (told.size < mostRemembered) told.add(text);
    return true;
  };
  const isText = format === 'text';
  const destination = {
    write: (line: string) => write(redact(isText ? asText(line, colour) : line)),
  };
  const logger = pino(
    {
      level: debug ? 'debug' : 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const tell = (level: 'debug' | 'info', message: string, { look, ...fields }: LogFields = {}) => {
    if (isText) logger[level]({ look, fields }, message);
    // A heading tells a program nothing, and a second line of a row is a field of the first.
    else if (look !== 'section' && look !== 'faint') logger[level](fields, plain(message, look));
  };
  const complain = (level: 'warn' | 'error', message: string, { look, ...fields }: LogFields = {}) => {
    if (!isNews(JSON.stringify([message, fields]))) return;
    const page = fields.code === undefined ? undefined : help?.(fields.code);
    if (!isText) logger[level]({ ...fields, help: page }, plain(message, look));
    else
      logger[level]({ look, fields, help: page !== undefined && isNews(page) ? page : undefined }, message);
  };
  return {
    debug: (message, fields) => tell('debug', message, fields),
    info: (message, fields) => tell('info', message, fields),
    warn: (message, fields) => complain('warn', message, fields),
    error: (message, fields) => complain('error', message, fields),
  };
}

/** Without the spaces that put a row's columns below each other. */
function plain(message: string, look: Look | undefined): string {
  return look === undefined ? message : message.replace(/ {2,}/g, ' ');
}

/** The line is pino's own, of the fields that are given to it above. */
interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg?: string;
  readonly look?: Look;
  readonly help?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

function asText(line: string, colour: boolean): string {
  const { level, time, msg = '', look, help, fields = {} } = JSON.parse(line) as Line;
  return logText({ level, time, msg, fields, ...(look && { look }), ...(help && { help }) }, colour);
}
