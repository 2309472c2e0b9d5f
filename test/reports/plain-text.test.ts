import { expect, it } from 'vitest';
import { plainText } from '../../src/reports/plain-text.ts';

it.each([
  ['code', 'Use `yaml.safe_load`, not ``a ` b``.', 'Use yaml.safe_load, not a ` b.'],
  ['padded code', '`` `x` `` and ` `', '`x` and ` `'],
  ['a single mark', 'a ` b, $(`) c', 'a  b, $() c'],
  ['one mark without its other', 'it`s', 'it`s'],
  ['a link', 'See [the guide](https://example.com/a?b=1).', 'See the guide (https://example.com/a?b=1).'],
  ['what is no link in code', '`[a](https://b)` [c](javascript:d)', '[a](https://b) [c](javascript:d)'],
  ['a block of code', 'Write:\n```js\nf(`a`);\n```\nDone.', 'Write:\nf(`a`);\nDone.'],
  ['a block that does not end', '```js\nf(`a`);', '```js\nf(a);'],
  ['a block of nothing', '```\n```', '```\n```'],
  ['nothing', '', ''],
])('%s', (_, markdown, plain) => expect(plainText(markdown)).toBe(plain));
