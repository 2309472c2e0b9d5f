// add-change.ts TYPE DESCRIPTION: describes a change for the next release. `npm run change -- minor "what it gives"`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseChange } from './changes.ts';

const [type, ...words] = process.argv.slice(2);
const text = `${JSON.stringify({ type, description: words.join(' ') }, null, 2)}\n`;
const name = `.changes/next-release/${type}-${new Date().toISOString().replace(/\D/g, '')}.json`;
try {
  parseChange('this change', text);
  mkdirSync('.changes/next-release', { recursive: true });
  writeFileSync(name, text);
  process.stdout.write(`${name}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
