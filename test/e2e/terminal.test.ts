import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bookshop, openBookshop } from './bookshop.ts';
import { installBundle, runBundle, toolPath } from './bundle.ts';

const main = installBundle();
const esc = '\u001b';
/** Gives a command a terminal; from bsdutils, which Debian always has. */
const script = '/usr/bin/script';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
});
afterAll(() => shop.sandbox.close());

/** The pipe on a terminal of its own, and what that terminal got to show. */
function onTerminal(environment: Readonly<Record<string, string>>): string {
  const { stdout } = spawnSync(
    script,
    ['--quiet', '--return', '--command', `"${process.execPath}" "${main}"`, '/dev/null'],
    {
      cwd: shop.repository.root,
      encoding: 'utf8',
      env: { PATH: toolPath, TERM: 'xterm', PUBLISH: 'none', ...environment },
    },
  );
  return stdout;
}

if (!existsSync(script)) console.log(`skipped: the log on a terminal, as ${script} is not there`);
describe.skipIf(!existsSync(script))('on a terminal', () => {
  it('shows what each scanner is at, in colour, and leaves the log alone in the end', () => {
    const shown = onTerminal({});
    expect(shown).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ast-grep +\d+\.\d s/);
    expect(shown).toContain(`${esc}[32m  ✔ ${esc}[0mast-grep`);
    expect(shown.slice(shown.lastIndexOf(`${esc}[0J`))).toMatch(/failed in/);
  });

  it('has no colour with NO_COLOR, and nothing but lines with LOG_FORMAT=json or TERM=dumb', () => {
    expect(onTerminal({ NO_COLOR: '1' })).not.toContain(`${esc}[32m`);
    expect(onTerminal({ TERM: 'dumb' })).not.toContain(esc);
    const lines = onTerminal({ LOG_FORMAT: 'json' }).trim().split(/\r?\n/);
    expect(lines.map((line) => typeof JSON.parse(line))).toEqual(lines.map(() => 'object'));
  });
});

it('goes on where nobody reads the log any more', async () => {
  const child = spawn(process.execPath, [main], {
    cwd: shop.repository.root,
    env: { PATH: toolPath, PUBLISH: 'none' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => child.stdout.destroy());
  // The gate of the shop fails.
  expect((await once(child, 'exit'))[0]).toBe(1);
});

it('in Pipelines the log has colours and no moving parts', async () => {
  const { log } = await runBundle(main, shop.repository.root, {
    PUBLISH: 'none',
    BITBUCKET_PIPELINE_UUID: '{1}',
  });
  expect(log).toContain(`${esc}[32m  ✔ ${esc}[0mast-grep`);
  expect(log).not.toContain(`${esc}[0J`);
});
