import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scanners } from '../../src/scanners/registry.ts';

const page = readFileSync('docs/own-scanners.md', 'utf8');
const rows = [...page.matchAll(/^\| `([\w-]+)` \| .+ \| (\w+) \| ([\w ]+) \| (yes|no) \|$/gm)];

it('the page on scanners lists every one of them, as it is', () => {
  const words = { always: 'always', installed: 'where installed', never: 'only by name' };
  expect(rows.map(([, name, kind, auto, network]) => [name, kind, auto, network])).toEqual(
    scanners.map(({ name, kind, auto, needsNetwork }) => [
      name,
      kind,
      words[auto],
      needsNetwork ? 'yes' : 'no',
    ]),
  );
});
