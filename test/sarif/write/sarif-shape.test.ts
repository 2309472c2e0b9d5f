import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { shapeOfSchema } from './shape-of-schema.ts';

test('the shape that reports are fitted to is that of the official schema', async () => {
  const shape = JSON.stringify(shapeOfSchema(schema), undefined, 1);
  const file = [
    '// Made from the SARIF 2.1.0 schema by test/sarif/write/sarif-shape.test.ts: do not edit; that test updates it with `--update`.',
    "import type { SarifShape } from './sarif-shape.ts';",
    '',
    `export const sarifShape: SarifShape = ${shape};`,
    '',
  ];
  await expect(file.join('\n')).toMatchFileSnapshot('../../../src/sarif/write/sarif-shape.generated.ts');
});
