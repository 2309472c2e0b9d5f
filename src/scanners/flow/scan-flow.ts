import { join } from 'node:path';
import ownPackage from '../../../package.json' with { type: 'json' };
import { LineIndex } from '../line-index.ts';
import { nameSome } from '../name-some.ts';
import type { ProgramJob } from '../own-program.ts';
import { readText } from '../programs/read-text.ts';
import type { JobResult } from '../programs/run-job.ts';
import type { RuleDescription, SarifResult } from '../sarif-log.ts';
import { Analysis, type FlowFinding } from './engine/analysis.ts';
import type { Place, Taint, Trail } from './engine/value.ts';
import { flowFiles, isFlowFile } from './flow-files.ts';
import { fronts } from './languages/fronts.ts';
import { type FileText, Project } from './project.ts';
import type { FlowRule } from './rules/flow-rule.ts';
import { readFlowModel } from './rules/read-flow-model.ts';
import { SyntaxParser } from './syntax/parser.ts';
import { Templates } from './templates/templates.ts';

/**
 * Follows data from outside through the files of a job.
 *
 * @param grammars the folder with the languages' grammars
 * @param spent milliseconds that the processor has worked
 */
export async function scanFlow(job: ProgramJob, grammars: string, spent: () => number): Promise<JobResult> {
  const texts = new Texts(job.root);
  const results: SarifResult[] = [];
  const rules: RuleDescription[] = [];
  const notes: string[] = [];
  const unseen = new Set<string>();
  const templates = new Templates(job.files, (file) => texts.read(file));
  for (const front of fronts) {
    const files = job.files.filter((file) => isFlowFile(file) && flowFiles[front.language].test(file));
    if (files.length === 0) continue;
    const model = await readFlowModel(job.rules, front.language);
    const parser = await SyntaxParser.load(grammars, front.grammars);
    const project = new Project(front, files, {
      read: (file) => texts.read(file),
      parser,
      mentions: model.mentions,
    });
    const analysis = new Analysis(project, model, templates, spent);
    for (const file of project.mentioning) analysis.analyse(file);
    rules.push(...model.rules.map(describe));
    results.push(...analysis.findings.map((finding) => resultOf(finding, texts)));
    notes.push(...notesOf(project, analysis));
    for (const { file } of project.omitted) unseen.add(file);
    for (const file of analysis.unfinished) unseen.add(file);
  }
  const sorted = results.sort(byPlace);
  const tool = { name: 'flow', version: ownPackage.version };
  return { source: { tool, rules, results: sorted, unseen: [...unseen] }, notes };
}

/** Texts of files, the last few of them kept. */
class Texts {
  readonly #root: string;
  readonly #indexes = new Map<string, { text: string; lines: LineIndex }>();

  constructor(root: string) {
    this.#root = root;
  }

  read(file: string): FileText {
    try {
      const read = readText(join(this.#root, file));
      return 'text' in read ? read.text : read;
    } catch {
      return { skipped: 'unreadable' };
    }
  }

  of(file: string): { readonly text: string; readonly lines: LineIndex } {
    const known = this.#indexes.get(file);
    if (known !== undefined) return known;
    if (this.#indexes.size > 50) this.#indexes.clear();
    const read = this.read(file);
    const text = typeof read === 'string' ? read : '';
    const made = { text, lines: new LineIndex(text) };
    this.#indexes.set(file, made);
    return made;
  }
}

function describe(rule: FlowRule): RuleDescription {
  return {
    id: rule.id,
    title: rule.title,
    help: `${rule.message}\n\n${rule.note}`,
    helpUri: rule.url,
    securitySeverity: rule.securitySeverity,
    cwe: rule.cwe,
    tags: ['security', `confidence:${rule.confidence}`],
  };
}

function resultOf({ rule, place, taints }: FlowFinding, texts: Texts): SarifResult {
  const region = regionOf(place, texts);
  return {
    ruleId: rule.id,
    level: rule.securitySeverity >= 7 ? 'error' : 'warning',
    message: rule.message,
    path: place.file,
    region,
    snippet: snippetOf(place, texts),
    flows: taints.map((taint) => stepsOf(taint, place, texts)),
  };
}

const regionOf = ({ file, start, end }: Place, texts: Texts) => texts.of(file).lines.region(start, end);
const snippetOf = ({ file, start, end }: Place, texts: Texts) =>
  texts.of(file).text.slice(start, Math.min(end, start + 400));

function stepsOf(
  { source, label, trail }: Taint,
  sink: Place,
  texts: Texts,
): NonNullable<SarifResult['flows']>[number] {
  const between: Trail[] = [];
  for (let one = trail; one !== undefined; one = one.before) between.push(one);
  const steps = [
    { place: source, what: `Comes from outside: ${label}` },
    ...between.reverse().map(({ place, what }) => ({ place, what })),
    { place: sink, what: 'Used here' },
  ];
  return steps.map(({ place, what }) => ({
    path: place.file,
    region: regionOf(place, texts),
    message: what,
  }));
}

function notesOf(project: Project, analysis: Analysis): readonly string[] {
  const large = project.omitted.map(({ file }) => file);
  return [
    ...(large.length === 0
      ? []
      : [`not analysed for being too large, too deeply nested or minified: ${nameSome(large)}`]),
    ...(analysis.unfinished.length === 0
      ? []
      : [`only partly analysed for being too intricate: ${nameSome(analysis.unfinished)}`]),
  ];
}

function byPlace(one: SarifResult, other: SarifResult): number {
  if (one.path !== other.path) return (one.path ?? '') < (other.path ?? '') ? -1 : 1;
  return (one.region?.startLine ?? 0) - (other.region?.startLine ?? 0);
}
