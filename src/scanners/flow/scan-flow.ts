import ownPackage from '../../../package.json' with { type: 'json' };
import { LineIndex } from '../line-index.ts';
import { nameSome } from '../name-some.ts';
import type { ProgramJob } from '../own-program.ts';
import { readText } from '../programs/read-text.ts';
import type { JobResult } from '../programs/run-job.ts';
import type { RuleDescription, SarifResult } from '../sarif-log.ts';
import type { ScanTarget } from '../scanner.ts';
import { affectedFiles, wordsIn } from './affected-files.ts';
import { Analysis, type FlowFinding } from './engine/analysis.ts';
import type { Place, Taint, Trail } from './engine/value.ts';
import { flowFiles, isFlowFile, isReadByFlow } from './flow-files.ts';
import type { Front } from './languages/front.ts';
import { fronts } from './languages/fronts.ts';
import { type FileFacts, type FileNames, type FileText, type Keep, Project } from './project.ts';
import type { FlowRule } from './rules/flow-rule.ts';
import { readFlowModel } from './rules/read-flow-model.ts';
import { type Grammar, type Parsed, SyntaxParser } from './syntax/parser.ts';
import { templateFiles } from './templates/raw-outputs.ts';
import { Templates } from './templates/templates.ts';

/**
 * Follows data from outside through the files of each job. Where a job says what has changed, only what
 * can come to that is followed, the same on all sides.
 *
 * @param grammars the folder with the languages' grammars
 * @param spent milliseconds that the processor has worked
 */
export async function scanFlow(
  jobs: readonly ProgramJob[],
  grammars: string,
  spent: () => number,
): Promise<readonly JobResult[]> {
  const rules = jobs[0]?.rules ?? '';
  const sides = jobs.map((job) => new Side(job));
  for (const front of fronts) {
    const open = sides.filter((side) => side.concerns(front));
    if (open.length === 0) continue;
    const model = await readFlowModel(rules, front.language);
    const parser = new LateParser();
    const inputs = {
      parser,
      mentions: model.mentions,
      facts: onceEach<FileFacts>(),
      names: onceEach<FileNames>(),
      words: onceEach<Words>(),
    };
    const projects = open.map((side) => side.projectOf(front, inputs));
    const affected = new Set(projects.flatMap(({ affected }) => affected));
    for (const { side, project } of projects) {
      const entries = project.mentioning.filter((file) => side.isWhole || affected.has(file));
      if (entries.length > 0) await parser.load(grammars, front);
      const analysis = new Analysis(project, model, side.templates, spent);
      for (const file of entries) analysis.analyse(file);
      side.take(project, analysis, model.rules);
      project.forget();
    }
  }
  return sides.map((side) => side.result());
}

/** Loaded when the first file is to be parsed: mostly a change concerns none that reads data from outside. */
class LateParser {
  #loaded: SyntaxParser | undefined;

  async load(folder: string, { grammars }: Front): Promise<void> {
    this.#loaded ??= await SyntaxParser.load(folder, grammars);
  }

  parse(grammar: Grammar, text: string): Parsed {
    return this.#loaded?.parse(grammar, text) ?? { failed: 'not parsed' };
  }
}

/** To follow all that so few files read takes less than to look for those that can come to the change. */
const fewEntries = 40;

type Words = ReturnType<typeof wordsIn>;

interface ProjectInputs {
  readonly parser: LateParser;
  readonly mentions: RegExp;
  /** By absolute path: files that the sides share are looked at once. */
  readonly facts: Keep<FileFacts>;
  readonly names: Keep<FileNames>;
  readonly words: Keep<Words>;
}

function onceEach<Found>(): Keep<Found> {
  const known = new Map<string, Found>();
  return (path, look) => {
    const found = known.get(path) ?? look();
    known.set(path, found);
    return found;
  };
}

/** One job, and what is found in it. */
class Side {
  readonly isWhole: boolean;
  readonly templates: Templates;
  readonly #files: readonly string[];
  readonly #changed: ReadonlySet<string>;
  readonly #texts: Texts;
  readonly #results: SarifResult[] = [];
  readonly #rules: RuleDescription[] = [];
  readonly #notes: string[] = [];
  readonly #unseen = new Set<string>();

  constructor({ root, files, beside, changed }: ScanTarget) {
    this.isWhole = changed === undefined;
    const all = [...files, ...(beside?.files ?? [])];
    this.#files = all.filter(isFlowFile);
    this.#changed = new Set(changed?.filter(isReadByFlow));
    const elsewhere = new Set(beside?.files);
    this.#texts = new Texts((file) => `${elsewhere.has(file) ? beside?.root : root}/${file}`);
    this.templates = new Templates(all, (file) => this.#texts.read(file));
  }

  /** False where the change has no file of the language, nor one that it may fill in. */
  concerns({ language }: Front): boolean {
    const isOfLanguage = (file: string) => flowFiles[language].test(file);
    if (!this.#files.some(isOfLanguage)) return false;
    return this.isWhole || [...this.#changed].some((file) => isOfLanguage(file) || templateFiles.test(file));
  }

  projectOf(front: Front, { parser, mentions, facts, names, words }: ProjectInputs) {
    const texts = this.#texts;
    const files = this.#files.filter((file) => flowFiles[front.language].test(file));
    const project = new Project(front, files, {
      read: (file) => texts.read(file),
      parser,
      mentions,
      facts: (file, look) => facts(texts.pathOf(file), look),
      names: (file, look) => names(texts.pathOf(file), look),
    });
    return { side: this, project, affected: this.#affected(project, files, words) };
  }

  #affected(project: Project, files: readonly string[], words: Keep<Words>): readonly string[] {
    if (this.isWhole) return [];
    if (project.mentioning.length <= fewEntries) return project.mentioning;
    const texts = this.#texts;
    const rendered = [...this.#changed].some((file) => templateFiles.test(file)) ? this.templates : undefined;
    return affectedFiles(project, {
      files,
      changed: this.#changed,
      wordsOf: (file) => words(texts.pathOf(file), () => wordsIn(project.front, file, texts.read(file))),
      templatesNamed: (name) => rendered?.named(name).map(({ file }) => file) ?? [],
    });
  }

  take(project: Project, analysis: Analysis, rules: readonly FlowRule[]): void {
    this.#rules.push(...rules.map(describe));
    this.#results.push(...analysis.findings.map((finding) => resultOf(finding, this.#texts)));
    this.#notes.push(...notesOf(project, analysis));
    for (const { file } of project.omitted) this.#unseen.add(file);
    for (const file of analysis.unfinished) this.#unseen.add(file);
  }

  result(): JobResult {
    const results = this.#results.toSorted(byPlace);
    const tool = { name: 'flow', version: ownPackage.version };
    return { source: { tool, rules: this.#rules, results, unseen: [...this.#unseen] }, notes: this.#notes };
  }
}

/** Texts of files, the last few of them kept. */
class Texts {
  readonly pathOf: (file: string) => string;
  readonly #indexes = new Map<string, { text: string; lines: LineIndex }>();

  constructor(pathOf: (file: string) => string) {
    this.pathOf = pathOf;
  }

  read(file: string): FileText {
    try {
      const read = readText(this.pathOf(file));
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
