import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownText } from '../../src/reports/markdown-escape.ts';
import { campaign } from './campaign.ts';
import { parsedMarkdown } from './parsed.ts';
import { target } from './target.ts';
import { targets } from './targets.ts';

/** Of all targets together. `npm run fuzz -- --cases 1000000` takes as many as one likes. */
const cases = Number(process.env['FUZZ_CASES'] ?? 6000);

/** The same in every build, so that a build fails for its change only; the command takes another one each time. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

const shares = targets.reduce((sum, { share }) => sum + share, 0);

describe(`hostile input, seed ${seed}`, () => {
  it.each(targets.map((each) => [each.name, Math.ceil((cases * each.share) / shares), each] as const))(
    '%s: %i cases',
    async (_, wanted, each) => {
      const { failure } = await each.attack({ seed, cases: wanted });
      expect(failure, `${failure?.error}\n${failure?.shrunk}`).toBeUndefined();
    },
    Math.max(60_000, cases * 30),
  );
});

describe('the fuzzer can fail', () => {
  /** As a careless hand would have it: no escapes at all. */
  const careless = target('careless', 1, fc.record({ text: fc.string({ maxLength: 30 }) }), () => ({
    try({ text }) {
      if (Object.keys(parsedMarkdown(`x ${text}`).elements).length > 0)
        throw new Error('it holds an element');
    },
  }));

  it('and tells the seed, the smallest case and how to live it again', async () => {
    const lines: string[] = [];
    const tell = (line: string) => lines.push(line);
    const [outcome] = await campaign({ targets: [careless], seed: 3, cases: 20_000, tell });
    const { failure } = outcome ?? {};
    expect(failure?.error).toContain('it holds an element');
    // Whatever was found first, three characters are enough for an element.
    expect(failure?.shrunk.length).toBeLessThan('{"text":"123456"}'.length);
    expect(lines.join('\n')).toMatch(/careless: FAILED with seed 3, path [\d:]+\n.*text.*--seed 3 --path /s);
    const again = await careless.attack({ seed: 3, cases: 1, path: failure?.path ?? '' });
    expect(again.failure?.shrunk).toBe(failure?.shrunk);
  });

  it('for what takes too long', async () => {
    const open = () => ({
      try: () => {
        for (const before = process.cpuUsage(); process.cpuUsage(before).user < 100_000; )
          JSON.stringify('work');
      },
    });
    const slow = target('slow', 1, fc.constant('x'), open, 0.05);
    const { failure } = await slow.attack({ seed: 1, cases: 1 });
    expect(failure?.error).toMatch(/it took \d+\.\d s/);
  });

  it('and does not where the escapes are there', async () => {
    const careful = target('careful', 1, fc.record({ text: fc.string({ maxLength: 30 }) }), () => ({
      try({ text }) {
        if (Object.keys(parsedMarkdown(`x ${markdownText(text)}`).elements).length > 0) throw new Error('x');
      },
    }));
    expect((await careful.attack({ seed: 3, cases: 2000 })).failure).toBeUndefined();
  });
});

it('is a command that ends with 0, or with 2 where it is asked for what there is not', () => {
  const fuzz = (...args: string[]) =>
    spawnSync(process.execPath, ['test/fuzz/fuzz.ts', ...args], { encoding: 'utf8' });
  const well = fuzz('--cases', '40', '--seed', '9', '--target', 'marker', '--target', 'log');
  expect(well.stdout).toMatch(/^seed 9, 40 cases$/m);
  expect(well.stdout).toMatch(/^40 cases, none failed \(seed 9\)$/m);
  expect(well.status).toBe(0);
  expect(fuzz('--target', 'nothing').status).toBe(2);
}, 120_000);
