import { describe, expect, it } from 'vitest';
import { openBookshop } from '../e2e/bookshop.ts';
import { installBundle, readReport, runBundle } from '../e2e/bundle.ts';
import { commands, dockerRun, problemsOfCommand } from './commands.ts';

it.each(commands.map((command) => ({ ...command, text: command.words.join(' ') })))(
  '$where: $text',
  (command) => {
    expect(problemsOfCommand(command)).toEqual([]);
  },
);

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
