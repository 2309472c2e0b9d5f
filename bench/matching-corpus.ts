// How well matching does on real files with known edits: `node bench/matching-corpus.ts [projects a kind] [seed] [--show]`.
import path from 'node:path';
import { matchFindings } from '../src/triage/matching/match-findings.ts';
import { caseNames, makeCase } from './matching/corpus.ts';
import { evaluate } from './matching/evaluate.ts';
import { sourcePool } from './matching/project.ts';

const root = path.resolve(import.meta.dirname, '..');
const [projects = '4', firstSeed = '1', ...flags] = process.argv.slice(2);
const only = flags.find((flag) => !flag.startsWith('--'));
const show = flags.includes('--show');
const pool = sourcePool(root);
const modes = ['sources', 'snippets', 'bare'] as const;

interface Sums {
  pairs: number;
  matched: number;
  right: number;
  ambiguous: number;
  silent: number;
  seconds: number;
}
const empty = (): Sums => ({ pairs: 0, matched: 0, right: 0, ambiguous: 0, silent: 0, seconds: 0 });
const sums = new Map<string, Sums>();

for (const name of caseNames) {
  if (only !== undefined && only !== name) continue;
  for (let number = 0; number < Number(projects); number += 1) {
    const made = makeCase(name, Number(firstSeed) * 1000 + number, {
      root,
      pool,
      programs: ['ast-grep', 'biome'],
      steps: name === 'mixture' ? 60 : 25,
    });
    for (const mode of modes) {
      const start = performance.now();
      const matching = await matchFindings(made.inputs[mode]);
      const seconds = (performance.now() - start) / 1000;
      const score = evaluate(matching, made.truth);
      for (const key of [`${name} · ${mode}`, `all · ${mode}`]) {
        const sum = sums.get(key) ?? empty();
        sums.set(key, {
          pairs: sum.pairs + score.truePairs,
          matched: sum.matched + score.matched,
          right: sum.right + score.right,
          ambiguous: sum.ambiguous + score.ambiguous,
          silent: sum.silent + score.silent,
          seconds: sum.seconds + seconds,
        });
      }
      if (show) {
        const at = (finding: (typeof made.before)[number] | undefined) =>
          `${finding?.place?.path}:${finding?.place?.region?.startLine}:${finding?.place?.region?.startColumn}`;
        const text = async (side: 'before' | 'after', finding: (typeof made.before)[number] | undefined) =>
          (await made.inputs.sources[`${side}Tree`]?.lines(finding?.place?.path ?? ''))?.[
            (finding?.place?.region?.startLine ?? 0) - 1
          ]
            ?.trim()
            .slice(0, 90);
        for (const [b, a] of score.wrong.slice(0, 6)) {
          console.log(
            `WRONG ${name} ${mode} #${number} ${made.before[b]?.rule} ${at(made.before[b])} -> ${at(made.after[a])}, truth ${at(made.after[made.truth.pairs.get(b) ?? -1])} (${matching.pairs.find((pair) => pair.before === b)?.how})\n    ${await text('before', made.before[b])}\n    ${await text('after', made.after[a])}`,
          );
        }
        const unsure = new Set(matching.ambiguities.flatMap(({ before }) => before));
        for (const b of score.missed.slice(0, 6)) {
          const a = made.truth.pairs.get(b) ?? -1;
          console.log(
            `MISSED ${name} ${mode} #${number} ${unsure.has(b) ? 'unsure ' : ''}${made.before[b]?.rule} ${at(made.before[b])} -> ${at(made.after[a])}\n    ${await text('before', made.before[b])}\n    ${await text('after', made.after[a])}`,
          );
        }
        if (score.silent > 0) console.log(`SILENT ${name} ${mode} #${number} ${score.silent}`);
      }
    }
  }
}

const rate = (part: number, whole: number) => (whole === 0 ? '-' : (part / whole).toFixed(4));
console.table(
  Object.fromEntries(
    [...sums].map(([key, { pairs, matched, right, ambiguous, silent, seconds }]) => [
      key,
      {
        pairs,
        precision: rate(right, matched),
        recall: rate(right, pairs),
        ambiguous,
        silent,
        seconds: seconds.toFixed(2),
      },
    ]),
  ),
);
