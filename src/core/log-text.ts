import type { Look } from './log.ts';

/** SGR codes: https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
type Colour = '1' | '2' | '31' | '32' | '33' | '34' | '35' | '1;31' | '1;32';

interface Layout {
  /** In front of the text. */
  readonly sign: string;
  readonly colour: Colour | '';
  /** What the colour is for. */
  readonly of: 'sign' | 'first word' | 'line';
}

const layouts: Readonly<Record<Look, Layout>> = {
  title: { sign: '', colour: '1', of: 'line' },
  section: { sign: '', colour: '1', of: 'line' },
  row: { sign: '  ', colour: '', of: 'line' },
  good: { sign: '  ✔ ', colour: '32', of: 'sign' },
  bad: { sign: '  ✖ ', colour: '31', of: 'sign' },
  none: { sign: '  – ', colour: '2', of: 'sign' },
  faint: { sign: '  ', colour: '2', of: 'line' },
  passed: { sign: '✔ ', colour: '1;32', of: 'line' },
  failed: { sign: '✖ ', colour: '1;31', of: 'line' },
  critical: { sign: '  ', colour: '35', of: 'first word' },
  high: { sign: '  ', colour: '31', of: 'first word' },
  medium: { sign: '  ', colour: '33', of: 'first word' },
  low: { sign: '  ', colour: '34', of: 'first word' },
};

const labels: Readonly<Record<string, { readonly label: string; readonly colour: Colour | '' }>> = {
  debug: { label: 'debug   ', colour: '2' },
  info: { label: '', colour: '' },
  warn: { label: 'warning ', colour: '33' },
  error: { label: 'error   ', colour: '31' },
};

/** One record as pino writes it, with the page that helps. */
export interface LogRecord {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly look?: Look;
  readonly help?: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The lines that people read of one record, each with its line end. */
export function logText(record: LogRecord, colour: boolean): string {
  const paint = (text: string, with_: Colour | '') =>
    colour && with_ !== '' && text !== '' ? `\u001b[${with_}m${text}\u001b[0m` : text;
  const { look, help } = record;
  const indent = look === undefined ? 8 : layouts[look].sign.length;
  const link = help === undefined ? '' : `${' '.repeat(indent)}${paint(printable(help), '2')}\n`;
  if (look === undefined) return `${labelled(record, paint)}\n${link}`;
  return `${laidOut(look, printable(record.msg), paint)}\n${link}`;
}

type Paint = (text: string, colour: Colour | '') => string;

function labelled({ level, time, msg, help, fields }: LogRecord, paint: Paint): string {
  const { label, colour } = labels[level] ?? { label: '', colour: '' };
  // The address of the page ends with the code.
  const shown = Object.entries(fields).filter(([key]) => help === undefined || key !== 'code');
  const details = shown.map(([key, value]) => `${key}=${printable(JSON.stringify(value) ?? '')}`);
  const text = `${printable(msg)}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
  return level === 'debug'
    ? paint(`${label}${time.slice(11, 23)} ${text}`, colour)
    : `${paint(label, colour)}${text}`;
}

function laidOut(look: Look, text: string, paint: Paint): string {
  const { sign, colour, of } = layouts[look];
  switch (of) {
    case 'sign':
      return `${paint(sign, colour)}${text}`;
    case 'first word': {
      const end = text.search(/ |$/);
      return `${sign}${paint(text.slice(0, end), colour)}${text.slice(end)}`;
    }
    case 'line':
      return `${look === 'section' ? '\n' : ''}${paint(`${sign}${text}`, colour)}`;
  }
}

/** Control characters (a terminal obeys them), bidirectional overrides (an eye obeys them), and line ends of Unicode. */
const unprintable = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text that fills no more than its place: what cannot be printed is shown as its code. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0);
    return code === 9 ? ' ' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
