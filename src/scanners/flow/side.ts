import ownPackage from '../../../package.json' with { type: 'json' };
import { codeName, type Scripts } from '../../core/code-name.ts';
import type { JobResult } from '../programs/run-job.ts';
import type { RuleDescription, SarifResult } from '../sarif-log.ts';
import type { ScanTarget } from '../scanner.ts';
import type { Analysis, FlowFinding } from './engine/analysis.ts';
import type { FileFacts } from './file-facts.ts';
import { flowLanguageOf, isReadByFlow } from './flow-files.ts';
import { byPlace, describeRule, notesOf, resultOf } from './flow-results.ts';
import { heirsOf } from './heirs.ts';
import { includersOf } from './includers.ts';
import type { Front } from './languages/front.ts';
import type { LoweredFiles } from './lowered-files.ts';
import { Project, type ProjectParser } from './project.ts';
import type { FlowRule, LanguageName } from './rules/flow-rule.ts';
import type { KeptTrees } from './syntax/kept-trees.ts';
import type { Grammar } from './syntax/parser.ts';
import type { readTemplate } from './templates/read-template.ts';
import { isFilledIn } from './templates/template-files.ts';
import { Templates } from './templates/templates.ts';
import { Texts } from './texts.ts';

/** Finds out once what is asked of a file, though more than one side asks. */
export type OfFile<Found> = (root: string, file: string, look: () => Found) => Found;

export interface ProjectInputs {
  readonly parser: ProjectParser;
  readonly mentions: RegExp;
  /** Classes whose heirs read data from outside without a word of it. */
  readonly bases: readonly string[];
  readonly facts: OfFile<FileFacts>;
  readonly lowered: LoweredFiles;
  readonly trees: KeptTrees;
}

/** One job, and what is found in it. */
export class Side {
  readonly isWhole: boolean;
  readonly templates: Templates;
  readonly #files: ReadonlyMap<string | undefined, readonly string[]>;
  /** Code and templates that the change touches. */
  readonly changed: ReadonlySet<string>;
  readonly #scripts: Scripts | undefined;
  readonly #texts: Texts;
  readonly #results: SarifResult[] = [];
  readonly #rules: RuleDescription[] = [];
  readonly #notes: string[] = [];
  readonly #unseen = new Set<string>();

  constructor(target: ScanTarget, reading: typeof readTemplate) {
    const { files, beside, changed, scripts } = target;
    this.isWhole = changed === undefined;
    this.#scripts = scripts;
    this.#files = Map.groupBy([...files, ...(beside?.files ?? [])], (file) => this.#languageOf(file));
    this.changed = new Set(changed?.filter((file) => isReadByFlow(codeName(file, scripts))));
    this.#texts = new Texts(target);
    const all = [...files, ...(beside?.files ?? [])];
    this.templates = new Templates(all, (file) => this.#texts.read(file), reading);
  }

  #languageOf(file: string): LanguageName | undefined {
    return flowLanguageOf(codeName(file, this.#scripts));
  }

  /** False where the change has no file of the language, nor one that it may fill in. */
  concerns(language: LanguageName): boolean {
    if (!this.#files.has(language)) return false;
    if (this.isWhole) return true;
    return [...this.changed].some(
      (file) => this.#languageOf(file) === language || isFilledIn(file, language),
    );
  }

  /** Of the files of the language, each as often as there are files. */
  grammarsOf({ language, grammarOf }: Front): readonly Grammar[] {
    return (this.#files.get(language) ?? []).map(grammarOf);
  }

  projectOf(front: Front, { parser, mentions, bases, facts, lowered, trees }: ProjectInputs): Project {
    const texts = this.#texts;
    const files = this.#files.get(front.language) ?? [];
    const project = new Project(front, files, {
      read: (file) => texts.read(file),
      parser,
      mentions,
      facts: (file, look) => facts(texts.rootOf(file), file, look),
      trees: (file, parse) => trees.get(`${texts.rootOf(file)}/${file}`, parse),
      lowered: (file, look) => lowered.get(`${texts.rootOf(file)}/${file}`, look),
    });
    const speaks = (file: string) => {
      const text = texts.read(file);
      return typeof text === 'string' && bases.some((base) => text.includes(base));
    };
    project.mentioning.push(...heirsOf(project, bases, speaks));
    const { using, passing } = includersOf(project, files, (file) => texts.read(file));
    project.mentioning.push(...using);
    for (const file of passing) project.passing.add(file);
    return project;
  }

  /** `findings`: of the analysis, and what others found that is of this side, too. */
  take(
    project: Project,
    analysis: Analysis,
    { rules, findings }: { readonly rules: readonly FlowRule[]; readonly findings: readonly FlowFinding[] },
  ): void {
    this.#rules.push(...rules.map(describeRule));
    this.#results.push(...findings.map((finding) => resultOf(finding, this.#texts)));
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
