import { pino } from 'pino';
import type { Log } from './log.ts';

export interface LogOptions {
  readonly format: 'text' | 'json';
  readonly debug: boolean;
  readonly colour: boolean;
  /** Takes secrets out of every line before it is written. */
  readonly redact: (text: string) => string;
  readonly write: (line: string) => void;
}

const levels: Readonly<Record<string, { readonly label: string; readonly colour: string }>> = {
  debug: { label: 'debug   ', colour: '90' },
  info: { label: '', colour: '' },
  warn: { label: 'warning ', colour: '33' },
  error: { label: 'error   ', colour: '31' },
};

/** Control characters (a terminal obeys them) and bidirectional overrides (an eye obeys them). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The one log of the pipe. Text from outside cannot start a line of its own, nor steer a terminal. */
export function createLog(options: LogOptions): Log {
  const destination = {
    write(line: string) {
      options.write(options.redact(options.format === 'json' ? line : toText(line, options.colour)));
    },
  };
  const logger = pino(
    {
      level: options.debug ? 'debug' : 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}

function toText(line: string, colour: boolean): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const style = levels[String(level)] ?? { label: '', colour: '' };
  const details = Object.entries(fields).map(
    ([key, value]) => `${key}=${printable(JSON.stringify(value) ?? '')}`,
  );
  const clock = level === 'debug' ? `${String(time).slice(11, 23)} ` : '';
  const text = `${style.label}${clock}${printable(String(msg ?? ''))}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
  return colour && style.colour !== '' ? `\u001b[${style.colour}m${text}\u001b[0m\n` : `${text}\n`;
}

/** A text that fills no more than its place: what cannot be printed is shown as its code. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0);
    return code === 9 ? ' ' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
