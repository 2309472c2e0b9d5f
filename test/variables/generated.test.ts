import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generated, readPipe } from '../../scripts/generate.ts';
import { settingName } from '../../src/variables/read-settings.ts';
import { variables } from '../../src/variables/variables.generated.ts';

const read = (path: string) => readFileSync(path, 'utf8');

it.each(Object.entries(generated(read)))('%s is what `npm run generate` makes of pipe.yml', (path, text) => {
  expect(read(path)).toBe(text);
});

it('pipe.yml, the table in the code and the README name the same variables', () => {
  const inPipe = readPipe(read('pipe.yml')).variables.map(({ name }) => name);
  const inReadme = [...read('README.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  expect(variables.map(({ name }) => name)).toEqual(inPipe);
  expect(inReadme).toEqual(inPipe);
  expect(settingName('FAIL_ON')).toBe('failOn');
});
