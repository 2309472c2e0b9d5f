import { expect, it } from 'vitest';
import { createScreen } from '../../src/core/screen.ts';
import { wantsColour } from '../../src/core/wants-colour.ts';

/** What a terminal of this size shows after what was written: lines, up, carriage return and erasing below. */
function terminal(columns: number, rows: number) {
  let lines = [''];
  let row = 0;
  const put = (text: string) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys
    for (const [part] of text.matchAll(/\u001b\[(\d+)A|\u001b\[0J|\r|\n|[^\u001b\r\n]+/g)) {
      if (part === '\n') {
        row += 1;
        lines[row] ??= '';
      } else if (part.endsWith('A')) row -= Number(part.slice(2, -1));
      else if (part.endsWith('[0J')) lines = [...lines.slice(0, row), ''];
      else if (part !== '\r') {
        expect(part.length).toBeLessThan(columns);
        lines[row] = part;
      }
    }
  };
  let time = 0;
  const ticking = new Set<() => void>();
  const screen = createScreen({
    write: put,
    size: () => ({ columns, rows }),
    now: () => time,
    repeat: (work) => {
      ticking.add(work);
      return () => ticking.delete(work);
    },
  });
  const pass = (milliseconds: number) => {
    time += milliseconds;
    for (const work of ticking) work();
  };
  return { screen, pass, ticking, shown: () => lines.slice(0, -1) };
}

it('shows what is going on below the log, with its time, and nothing of it at the end', () => {
  const { screen, pass, ticking, shown } = terminal(80, 24);
  const first = screen.start('ast-grep');
  const second = screen.start('secretlint on the merge base');
  pass(1_500);
  expect(shown().map((line) => line.slice(4))).toEqual([
    'ast-grep                      1.5 s',
    'secretlint on the merge base  1.5 s',
  ]);
  screen.write('  ✔ ast-grep\n');
  first();
  expect(shown()).toEqual(['  ✔ ast-grep', expect.stringContaining('secretlint on the merge base')]);
  second();
  second();
  screen.write('done\n');
  expect(shown()).toEqual(['  ✔ ast-grep', 'done']);
  expect(ticking.size).toBe(0);
});

it('keeps within a small terminal, and lets no name steer it', () => {
  const { screen, pass, shown } = terminal(20, 5);
  for (let index = 0; index < 9; index += 1) screen.start(`\u001b[2Jscanner ${'x'.repeat(30)}`);
  pass(100);
  expect(shown()).toHaveLength(3);
  expect(shown().at(-1)).toBe('  … and 7 more');
});

it.each([
  [{}, true, true],
  [{}, false, false],
  [{ BITBUCKET_PIPELINE_UUID: '{1}' }, false, true],
  [{ BITBUCKET_PIPELINE_UUID: '{1}', NO_COLOR: '1' }, false, false],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
])('colours by %j and terminal %s: %s', (environment, isTerminal, colours) => {
  expect(wantsColour(environment, isTerminal)).toBe(colours);
});
