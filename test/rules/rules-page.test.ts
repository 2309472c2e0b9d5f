import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rulesPage } from '../../scripts/rules-page.ts';

const root = join(import.meta.dirname, '../..');

it('docs/rules.md says what rules/ says: run node scripts/rules-page.ts', async () => {
  await expect(rulesPage(root)).toMatchFileSnapshot(join(root, 'docs/rules.md'));
});
