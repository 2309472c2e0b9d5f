import { printable } from './log-text.ts';
import type { Progress } from './progress.ts';
import { truncate } from './truncate.ts';

export interface ScreenOptions {
  readonly write: (text: string) => void;
  /** Of the terminal, now. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls `work` again and again until the returned function is called. */
  readonly repeat: (work: () => void) => () => void;
}

/** A log with the things that are going on below it, each with its time. */
export interface Screen extends Progress {
  /** Writes whole lines above what is going on. */
  write(lines: string): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameTime = 100;

/** Erase what is below the cursor: https://en.wikipedia.org/wiki/ANSI_escape_code#CSI */
const clearBelow = '\u001b[0J';
const up = (lines: number) => (lines === 0 ? '' : `\u001b[${lines}A\r`);

/** A terminal: lines scroll by above, and what is going on is drawn again and again below them. */
export function createScreen({ write, size, now, repeat }: ScreenOptions): Screen {
  const running = new Map<symbol, { readonly what: string; readonly since: number }>();
  let drawn = 0;
  let stop: (() => void) | undefined;

  const erase = () => {
    const text = drawn === 0 ? '' : `${up(drawn)}${clearBelow}`;
    drawn = 0;
    return text;
  };
  const draw = () => {
    const { columns, rows } = size();
    const most = Math.max(1, rows - 2);
    const all = [...running.values()];
    const shown = all.length > most ? all.slice(0, most - 1) : all;
    const width = Math.max(...shown.map(({ what }) => what.length), 0);
    const sign = frames[Math.floor(now() / frameTime) % frames.length] ?? '';
    const lines = shown.map(
      ({ what, since }) => `  ${sign} ${what.padEnd(width)}  ${((now() - since) / 1000).toFixed(1)} s`,
    );
    if (shown.length < all.length) lines.push(`  … and ${all.length - shown.length} more`);
    drawn = lines.length;
    // One column less: a line that fills the last one may break.
    return lines.map((line) => `${truncate(line, Math.max(1, columns - 1))}\n`).join('');
  };
  const redraw = () => write(erase() + draw());

  return {
    write: (lines) => write(running.size === 0 ? lines : erase() + lines + draw()),
    start(what) {
      const key = Symbol(what);
      running.set(key, { what: printable(what), since: now() });
      redraw();
      stop ??= repeat(redraw);
      return () => {
        if (!running.delete(key)) return;
        redraw();
        if (running.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}
