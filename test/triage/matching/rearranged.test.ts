import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchFindings } from '../../../src/triage/matching/match-findings.ts';
import { finding, treeOf } from '../finding.ts';

type Block = readonly string[];
interface File {
  readonly path: string;
  readonly blocks: readonly Block[];
}

const flagged = ['  return eval(input);', '  exec(command);'];
const runs = Number(process.env['MATCHING_RUNS'] ?? 500);

/** Functions with names of their own, and lines in them that many have. */
const project = fc.array(
  fc.array(fc.array(fc.constantFrom(...flagged), { maxLength: 2 }), { minLength: 1, maxLength: 6 }),
  { minLength: 1, maxLength: 3 },
);

function filesOf(bodies: readonly (readonly Block[])[]): readonly File[] {
  return bodies.map((blocks, file) => ({
    path: `f${file}.js`,
    blocks: blocks.map((body, at) => [`function f${file}b${at}(input) {`, ...body, '}', '']),
  }));
}

const kinds = {
  move: (file: File, at: number, to: number): File => {
    const rest = file.blocks.filter((_, index) => index !== at);
    return { ...file, blocks: rest.toSpliced(to, 0, file.blocks[at] ?? []) };
  },
  reindent: (file: File, at: number): File => ({
    ...file,
    blocks: file.blocks.with(
      at,
      (file.blocks[at] ?? []).map((line) => `\t${line}`),
    ),
  }),
  insert: (file: File, at: number, to: number): File => ({
    ...file,
    blocks: file.blocks.with(at, (file.blocks[at] ?? []).toSpliced(1, 0, `  trace('new line ${to}');`)),
  }),
};
const edits = fc.array(fc.tuple(fc.constantFrom(...Object.values(kinds)), fc.nat(2), fc.nat(5), fc.nat(5)), {
  minLength: 1,
  maxLength: 4,
});

function read(files: readonly File[]) {
  const texts = files.map(({ path, blocks }) => [path, [`// ${path.slice(-5)}`, ...blocks.flat()]] as const);
  return {
    tree: treeOf(Object.fromEntries(texts.map(([path, lines]) => [path, lines.join('\n')]))),
    findings: texts.flatMap(([path, lines]) =>
      lines.flatMap((line, at) =>
        flagged.some((text) => line.trim() === text.trim())
          ? [finding({ rule: line.trim(), path, line: at + 1 })]
          : [],
      ),
    ),
  };
}

test('nothing is new where code only goes elsewhere in its file', async () => {
  await fc.assert(
    fc.asyncProperty(project, edits, async (bodies, steps) => {
      const files = filesOf(bodies);
      const edited = steps.reduce((all, [edit, file, at, to]) => {
        const chosen = all[file % all.length] ?? { path: '', blocks: [] };
        const size = Math.max(chosen.blocks.length, 1);
        return all.with(file % all.length, edit(chosen, at % size, to % size));
      }, files);
      const before = read(files);
      const after = read(edited);
      const { pairs, ambiguities } = await matchFindings({
        before: before.findings,
        after: after.findings,
        beforeTree: before.tree,
        afterTree: after.tree,
        renames: new Map(),
      });
      const told = [...pairs.map((pair) => pair.after), ...ambiguities.flatMap((open) => open.after)];
      expect(told.toSorted((a, b) => a - b)).toEqual([...after.findings.keys()]);
    }),
    { numRuns: runs },
  );
});
