import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../../src/scanners/secrets/find-secrets.ts';
import { readKnownForms } from '../../../src/scanners/secrets/known-forms.ts';
import { projectRoot } from '../scan-setup.ts';
import { makeSecret } from './make-secret.ts';

const forms = await readKnownForms(join(projectRoot, 'rules/secrets'));
const entry = `SHOP_API_KEY=${makeSecret('{h40}')}`;
const isDoubted = async (path: string, text: string) =>
  (await findSecrets(path, text, forms)).map(({ doubtful }) => doubtful);

describe('a secret in what is there to be read', () => {
  it.each([
    ['a block of code in a comment', 'src/Shop.java', `/**\n * \`\`\`\n * ${entry}\n * \`\`\`\n */`],
    ['a block of code in a text', 'shop.toml', `More = '''\n\`\`\`bash\n${entry}\n\`\`\`\n'''`],
    ['an example in TOML', 'shop.toml', `Example = '''\n${entry} \\\nshop run\n'''`],
  ])('is doubtful: %s', async (_, path, text) => expect(await isDoubted(path, text)).toEqual([true]));

  it.each([
    ['behind such a block', 'src/Shop.java', `// \`\`\`\n// run\n// \`\`\`\n${entry}`],
    ['behind the mark of one that never ends', 'src/shop.py', `\`\`\`\n${entry}`],
    ['another text in TOML', 'shop.toml', `Example = '''run'''\nenvironment = '''\n${entry}\n'''`],
    ['no TOML', 'shop.sh', `example = '''\n${entry}\n'''`],
  ])('is sure: %s', async (_, path, text) => expect(await isDoubted(path, text)).toEqual([false]));
});
