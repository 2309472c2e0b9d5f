// How well matching does with scanners and edits of others: `node bench/matching-tools.ts [projects] [seed] [--show]`.
// Installs the scanners and the sources by name, once, below node_modules/.cache.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type MatchInput, matchFindings } from '../src/triage/matching/match-findings.ts';
import { evaluate } from './matching/evaluate.ts';
import { installTools } from './matching/languages.ts';
import { type Told, type ToolCase, toolCases } from './matching/tool-corpus.ts';

const [projects = '2', seed = '1', ...flags] = process.argv.slice(2);
const project = path.resolve(import.meta.dirname, '..');
const folder = path.join(project, 'node_modules/.cache/matching-tools');
const { python } = installTools(folder);
if (python === undefined) console.log('without Python: only the scanners for JavaScript are compared');
const work = mkdtempSync(path.join(tmpdir(), 'matching-tools-'));

interface Mode {
  readonly isPoor?: boolean;
  readonly trees: readonly ('beforeTree' | 'afterTree')[];
}
const modes: Readonly<Record<string, Mode>> = {
  sources: { trees: ['beforeTree', 'afterTree'] },
  'sources, poor': { isPoor: true, trees: ['beforeTree', 'afterTree'] },
  'new source': { trees: ['afterTree'] },
  SARIF: { trees: [] },
  'SARIF, poor': { isPoor: true, trees: [] },
};

function inputOf(made: ToolCase, { isPoor = false, trees }: Mode): { told: Told; input: MatchInput } {
  const told = isPoor ? made.poor : made.told;
  const { before, after } = told;
  const given = Object.fromEntries(trees.map((name) => [name, made[name]]));
  return { told, input: { before, after, renames: made.renames, ...given } };
}

interface Sums {
  pairs: number;
  matched: number;
  right: number;
  open: number;
  silent: number;
}
const sums = new Map<string, Map<string, Sums>>();
const add = (group: string, row: string, score: Sums) => {
  const rows = sums.get(group) ?? new Map<string, Sums>();
  sums.set(group, rows);
  const sum = rows.get(row) ?? { pairs: 0, matched: 0, right: 0, open: 0, silent: 0 };
  for (const key of ['pairs', 'matched', 'right', 'open', 'silent'] as const) sum[key] += score[key];
  rows.set(row, sum);
};

try {
  for await (const made of toolCases({
    folder,
    python,
    project,
    work,
    projects: Number(projects),
    seed: Number(seed),
  })) {
    for (const [mode, what] of Object.entries(modes)) {
      const { told, input } = inputOf(made, what);
      const matching = await matchFindings(input);
      const score = evaluate(matching, told.truth);
      const sum = { ...score, pairs: score.truePairs, open: matching.ambiguities.length };
      add('all', mode, sum);
      add(`by scanner, ${mode}`, `${made.tool} (${made.language})`, sum);
      add(`by edit, ${mode}`, made.edit, sum);
      if (flags.includes('--show')) await show(made, mode, told, score, matching);
    }
  }
} finally {
  if (existsSync(work)) rmSync(work, { recursive: true });
}

const rate = (part: number, whole: number) => (whole === 0 ? '-' : (part / whole).toFixed(4));
for (const [group, rows] of sums) {
  if (flags.includes('--short') && group !== 'all') continue;
  console.log(group);
  console.table(
    Object.fromEntries(
      [...rows].map(([row, { pairs, matched, right, open, silent }]) => [
        row,
        { pairs, precision: rate(right, matched), recall: rate(right, pairs), 'moved?': open, silent },
      ]),
    ),
  );
}

async function show(
  made: ToolCase,
  mode: string,
  told: Told,
  score: ReturnType<typeof evaluate>,
  matching: Awaited<ReturnType<typeof matchFindings>>,
): Promise<void> {
  const tell = async (side: 'before' | 'after', index: number | undefined) => {
    const { place, message } = told[side][index ?? -1] ?? {};
    const line = place?.region?.startLine ?? 0;
    const text = (await made[`${side}Tree`].lines(place?.path ?? ''))?.[line - 1]?.trim().slice(0, 70);
    return `${place?.path}:${line}:${place?.region?.startColumn ?? ''} ${text} [${message?.slice(0, 50)}]`;
  };
  const title = `${made.tool} ${made.edit}-${made.number} ${mode}`;
  for (const [b, a] of score.wrong.slice(0, 4)) {
    const how = matching.pairs.find(({ before }) => before === b)?.how;
    console.log(
      `WRONG ${title} ${told.before[b]?.rule} ${how}\n  ${await tell('before', b)}\n  ${await tell('after', a)}`,
    );
    console.log(`  truth ${await tell('after', told.truth.pairs.get(b))}`);
  }
  const open = new Set(matching.ambiguities.flatMap(({ before }) => before));
  for (const b of score.missed.slice(0, 4)) {
    console.log(
      `MISSED ${title} ${open.has(b) ? 'open ' : ''}${told.before[b]?.rule}\n  ${await tell('before', b)}`,
    );
    console.log(`  ${await tell('after', told.truth.pairs.get(b))}`);
  }
}
