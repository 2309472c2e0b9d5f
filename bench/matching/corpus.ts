import type { Finding } from '../../src/core/finding.ts';
import type { MatchInput } from '../../src/triage/matching/match-findings.ts';
import { copyBelow, detectRenames, type Edit, edits } from './edits.ts';
import { type Truth, truthOf } from './evaluate.ts';
import { newHistory, type Project, sampleLines, sampleProject, treeOf } from './project.ts';
import { seeded } from './random.ts';
import { scan } from './scanners.ts';

/** One project before and after its edits, with the truth. */
export interface Case {
  readonly name: string;
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  readonly truth: Truth;
  /** With the source of both sides, from SARIF with snippets, and from SARIF with nothing but places and messages. */
  readonly inputs: Readonly<Record<'sources' | 'snippets' | 'bare', MatchInput>>;
}

export interface CorpusOptions {
  readonly root: string;
  readonly pool: readonly string[];
  readonly programs: readonly ('ast-grep' | 'biome')[];
  /** Edits of one project. */
  readonly steps: number;
}

/** The kinds of edits, one case each, then mixtures. */
export const caseNames: readonly string[] = [...Object.keys(edits), 'copyBelow', 'reworded', 'mixture'];

export function makeCase(name: string, seed: number, options: CorpusOptions): Case {
  const random = seeded(seed);
  const history = newHistory();
  const project = sampleProject(options.root, options.pool, random, history);
  const before = scan(project, options.root, options.programs);
  const used = new Set(project.files.map(({ lines }) => lines.map(({ text }) => text).join('\n')));
  const foreign = () => {
    for (;;) {
      const lines = sampleLines(options.root, options.pool, random);
      const size = used.size;
      if (used.add(lines.join('\n')).size > size) return lines;
    }
  };
  let edited: Project = project;
  for (let step = 0; step < options.steps; step += 1) {
    edited = pickEdit(name, random.pick(Object.values(edits)))(edited, {
      random,
      history,
      foreign,
    });
  }
  const scanned = scan(edited, options.root, options.programs);
  const after = name === 'reworded' ? scanned.map(reword) : scanned;
  // A scanner's new version words its messages anew and gives one rule another name; the lines stay.
  const truth =
    name === 'reworded'
      ? truthOf(
          { project, findings: before.map(underNewName) },
          { project: edited, findings: after },
          history,
        )
      : truthOf({ project, findings: before }, { project: edited, findings: after }, history);
  const renames = detectRenames(project, edited, name === 'replaceFile' ? 0.05 : 0.5);
  const trees = { beforeTree: treeOf(project), afterTree: treeOf(edited) };
  return {
    name,
    before,
    after,
    truth,
    inputs: {
      sources: { before, after, renames, ...trees },
      snippets: { before, after, renames },
      bare: { before: before.map(bare), after: after.map(bare), renames },
    },
  };
}

function pickEdit(name: string, any: Edit): Edit {
  if (name === 'copyBelow') return copyBelow;
  if (name === 'reworded') return edits['insertPlain'] ?? any;
  return edits[name] ?? any;
}

function reword(finding: Finding): Finding {
  return {
    ...underNewName(finding),
    message: `${finding.message.replace(/^Found/, 'There is')} See the guide.`,
  };
}

function underNewName(finding: Finding): Finding {
  return finding.rule === 'index-of' ? { ...finding, rule: 'prefer-includes' } : finding;
}

function bare({ snippet: _, ...finding }: Finding): Finding {
  return finding;
}
