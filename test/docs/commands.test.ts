import { describe, expect, it } from 'vitest';
import { scanners } from '../../src/scanners/registry.ts';
import { openBookshop } from '../e2e/bookshop.ts';
import { installBundle, readReport, runBundle } from '../e2e/bundle.ts';
import { commands, dockerRun, problemsOfCommand } from './commands.ts';
import { pages } from './page.ts';
import { image } from './pipe-step.ts';

it.each(commands.map((command) => ({ ...command, text: command.words.join(' ') })))(
  '$where: $text',
  (command) => {
    expect(problemsOfCommand(command)).toEqual([]);
  },
);

it.each(pages)('$path has no block that no test reads', ({ fences }) => {
  const read = ['sh', 'yaml', 'js', 'dockerfile'];
  expect(fences.filter(({ language }) => !read.includes(language))).toEqual([]);
});

it('images that are built on the pipe’s add programs that are scanners of it', () => {
  const blocks = pages.flatMap(({ fences }) => fences.filter(({ language }) => language === 'dockerfile'));
  expect(blocks.length).toBeGreaterThan(0);
  const [lines, names] = [
    blocks.flatMap(({ text }) => text.trim().split('\n')),
    scanners.map(({ name }) => name),
  ];
  expect(lines.filter((line) => line.startsWith('FROM '))).toEqual(blocks.map(() => `FROM ${image}`));
  const copied = lines.flatMap((line) => {
    const [, path] = /^COPY --from=\S+:\S+ (\/\S+) \/usr\/local\/bin\/$/.exec(line) ?? [];
    return line.startsWith('FROM ') ? [] : [path?.split('/').at(-1) ?? line];
  });
  expect(copied.filter((program) => !names.includes(program))).toEqual([]);
});

/** Every different way in which the documentation starts the pipe by hand. */
const runs = new Map(
  commands
    .filter(({ words }) => words[0] === 'docker' && words[1] === 'run')
    .map(({ words }) => dockerRun(words.slice(1)))
    .filter((run) => typeof run !== 'string')
    .map((run) => [JSON.stringify(run), run] as const),
);

const main = installBundle();

describe.concurrent('what the documentation starts by hand does its work', () => {
  it.each([...runs])('%s', async (_, { environment, passedOn }) => {
    const shop = await openBookshop();
    try {
      // Only what a command passes on reaches a container; a checkout by itself has none of it.
      const caller = Object.fromEntries(
        Object.entries(shop.environment).filter(([name]) => passedOn.includes(name)),
      );
      const api = passedOn.length > 0 ? { BITBUCKET_API_URL: shop.sandbox.url } : {};
      const { exitCode, log } = await runBundle(main, shop.repository.root, {
        ...environment,
        ...caller,
        ...api,
      });
      if (environment['MODE'] === 'doctor') {
        expect(exitCode, log).toBe(0);
        return;
      }
      // The shop's pull request has findings that fail the gate.
      expect(exitCode, log).toBe(environment['FAIL_ON'] === 'never' ? 0 : 1);
      expect(readReport(shop.repository.root).counts['new'], log).toBeGreaterThan(0);
    } finally {
      await shop.sandbox.close();
    }
  });
});
