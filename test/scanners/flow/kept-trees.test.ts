import { expect, it } from 'vitest';
import { javascript } from '../../../src/scanners/flow/languages/javascript/javascript.ts';
import { Project } from '../../../src/scanners/flow/project.ts';
import { KeptTrees } from '../../../src/scanners/flow/syntax/kept-trees.ts';
import type { Parsed } from '../../../src/scanners/flow/syntax/parser.ts';
import { parserWith } from './grammars-folder.ts';

const text = `const run = async ({ a = 1, ...b }) => \`é \${a}\`;\nclass A extends B { c() { return this?.d; } }\n@ ( broken\n`;

it('parses a file once, however often what was lowered of it is let go, and lowers it to the same', async () => {
  const parser = await parserWith('tsx', 'typescript');
  const trees = new KeptTrees();
  let parsed = 0;
  const project = new Project(javascript, ['a.ts', 'b.ts'], {
    read: () => text,
    parser: {
      parse(grammar, code): Parsed {
        parsed += 1;
        return parser.parse(grammar, code);
      },
    },
    mentions: /req/,
    trees: (file, parse) => trees.get(file, parse),
  });
  const first = project.module('a.ts');
  project.forget();
  const again = project.module('a.ts');
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
  expect(parsed).toBe(1);
  project.module('b.ts');
  expect(parsed).toBe(2);
});
