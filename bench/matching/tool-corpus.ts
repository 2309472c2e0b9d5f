// Projects in several languages before and after their edits, with what foreign scanners say of both sides.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../src/core/finding.ts';
import type { SourceTree } from '../../src/core/source-tree.ts';
import { readSarifFiles } from '../../src/sarif/read-sarif-files.ts';
import { type BlockEdit, blockEdits } from './block-edits.ts';
import { detectRenames, type Edit, edits } from './edits.ts';
import { type Truth, truthOf } from './evaluate.ts';
import { type Language, languages, sourcesOf } from './languages.ts';
import { type History, newHistory, type Project, treeOf } from './project.ts';
import { type Random, seeded } from './random.ts';
import { isOfLine, type Places, type SarifResult, type Tool, tools } from './tools.ts';

/** One project before and after its edits. */
interface Edited {
  readonly language: string;
  readonly edit: string;
  readonly folder: string;
  readonly before: Project;
  readonly after: Project;
  readonly history: History;
}

/** What one scanner says of one project before and after its edits. */
export interface ToolCase {
  readonly tool: string;
  readonly language: string;
  readonly edit: string;
  readonly number: number;
  readonly told: Told;
  /** The same from a log that says no more than rule, message, file and first line. */
  readonly poor: Told;
  readonly beforeTree: SourceTree;
  readonly afterTree: SourceTree;
  readonly renames: ReadonlyMap<string, string>;
}

export interface Told {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  readonly truth: Truth;
}

export interface ToolCorpusOptions extends Places {
  /** An empty folder to work in. */
  readonly work: string;
  readonly projects: number;
  readonly seed: number;
}

/** Edits of lines that no language minds. */
const lineEdits = ['renameFile', 'copyFile', 'rewordStrings', 'renameIdentifier'] as const;
const anyBlockEdit = Object.values(blockEdits);

/** Makes the projects, runs each scanner once over all of them, and takes its findings apart again. */
export async function* toolCases(options: ToolCorpusOptions): AsyncGenerator<ToolCase> {
  for (const language of languages) {
    const own = tools.filter((tool) => tool.language === language.name && isThere(tool, options));
    if (own.length === 0) continue;
    const root = path.join(options.work, language.name);
    const projects = makeProjects(language, options);
    for (const project of projects) {
      writeProject(path.join(root, project.folder, 'before'), project.before);
      writeProject(path.join(root, project.folder, 'after'), project.after);
    }
    for (const tool of own) {
      const said = await tool.run(root, options);
      const results = Map.groupBy(said.filter(isOfLine), (each) => folderOf(each, root));
      for (const [number, project] of projects.entries()) {
        // A secret with another text is another secret.
        if (tool.name === 'secrets' && project.edit === 'rewordStrings') continue;
        yield await toolCase(tool, project, number, { root, results, work: options.work });
      }
    }
  }
}

function isThere({ language, name }: Tool, { python }: Places): boolean {
  return python !== undefined || language === 'javascript' || name === 'ast-grep';
}

function makeProjects(language: Language, { folder, projects, seed }: ToolCorpusOptions): readonly Edited[] {
  const pool = sourcesOf(language, folder);
  const made: Edited[] = [];
  for (let number = 0; number < projects; number += 1) {
    for (const [at, edit] of [...Object.keys(blockEdits), ...lineEdits, 'mixture'].entries()) {
      const random = seeded(seed * 100_000 + number * 1_000 + at);
      const history = newHistory();
      const before = withPlanted(sample(language, pool, random, history), { language, random, history });
      made.push({
        language: language.name,
        edit,
        folder: `${edit}-${number}`,
        before,
        after: applyEdits(edit, before, { language, pool, random, history }),
        history,
      });
    }
  }
  return made;
}

function applyEdits(
  name: string,
  before: Project,
  {
    language,
    pool,
    random,
    history,
  }: { language: Language; pool: readonly string[]; random: Random; history: History },
): Project {
  const used = new Set(before.files.map(({ lines }) => lines.map(({ text }) => text).join('\n')));
  const foreign = () => {
    for (;;) {
      const lines = linesOf(random.pick(pool), random);
      if (lines !== undefined && !used.has(lines.join('\n'))) return lines;
    }
  };
  const context = { random, history, foreign, syntax: language };
  let project = before;
  for (let step = 0; step < (name === 'mixture' ? 15 : 10); step += 1) {
    const edit: BlockEdit | Edit | undefined =
      name === 'mixture' ? random.pick(anyBlockEdit) : (blockEdits[name] ?? edits[name]);
    project = edit?.(project, context) ?? project;
  }
  return project;
}

function sample(language: Language, pool: readonly string[], random: Random, history: History): Project {
  const texts = new Map<string, readonly string[]>();
  for (let tries = 0; texts.size < 8 && tries < 500; tries += 1) {
    const lines = linesOf(random.pick(pool), random);
    if (lines !== undefined) texts.set(lines.join('\n'), lines);
  }
  return {
    files: [...texts.values()].map((lines, number) => ({
      path: `${random.pick(['core', 'lib', 'app/model', 'with blank'])}/file-${number}${language.extension}`,
      lines: lines.map((text) => ({ text, id: history.freshId() })),
    })),
  };
}

/** Real code of good repute has few weaknesses: some are put between its functions. */
function withPlanted(
  { files }: Project,
  { language, random, history }: { language: Language; random: Random; history: History },
): Project {
  return {
    files: files.map((file) => {
      const gaps = [...file.lines.keys()].filter(
        (at) => file.lines[at - 1]?.text === '' && /^[\w@]/.test(file.lines[at]?.text ?? ''),
      );
      let { lines } = file;
      for (const at of gaps.toReversed()) {
        if (!random.chance(0.3)) continue;
        const planted = [...language.weakness(random), ''].map((text) => ({ text, id: history.freshId() }));
        lines = lines.toSpliced(at, 0, ...planted);
      }
      return { ...file, lines };
    }),
  };
}

/** A file of middle size, or a stretch of whole blocks of a larger one. */
function linesOf(file: string, random: Random): readonly string[] | undefined {
  const lines = readFileSync(file, 'utf8').split(/\r\n|\r|\n/);
  if (lines.length < 25 || lines.some(({ length }) => length > 400)) return undefined;
  if (lines.length <= 600) return lines;
  const starts = [...lines.keys()].filter((at) => /^\w/.test(lines[at] ?? '') && lines[at - 1] === '');
  const from = starts.length === 0 ? 0 : random.pick(starts);
  const to = starts.find((at) => at > from + 300) ?? lines.length;
  return to - from < 25 || to - from > 600 ? undefined : lines.slice(from, to);
}

function writeProject(folder: string, { files }: Project): void {
  for (const { path: name, lines, lineEnd = '\n' } of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, lines.map(({ text }) => text).join(lineEnd));
  }
}

function uriOf(result: SarifResult): string {
  return decodeURIComponent(result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '');
}

/** `edit-number/side`, the first two folders below the root. */
function folderOf(result: SarifResult, root: string): string {
  const uri = uriOf(result).replace(/^file:\/\//, '');
  return path.relative(root, path.resolve(root, uri)).split(path.sep).slice(0, 2).join('/');
}

async function toolCase(
  tool: Tool,
  { language, edit, folder, before, after, history }: Edited,
  number: number,
  found: { root: string; results: ReadonlyMap<string, readonly SarifResult[]>; work: string },
): Promise<ToolCase> {
  const read = async (side: 'before' | 'after', project: Project, isPoor: boolean) => {
    const results = (found.results.get(`${folder}/${side}`) ?? []).map((result) =>
      relative(result, path.join(found.root, folder, side), isPoor),
    );
    const file = path.join(found.work, 'log.sarif');
    const driver = { name: tool.name, version: '1' };
    writeFileSync(file, JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver }, results }] }));
    const log = { info() {}, warn() {}, error() {}, debug() {} };
    const { findings, errors } = await readSarifFiles([file], {
      root: path.join(found.root, folder, side),
      repositoryFiles: new Set(project.files.map((each) => each.path)),
      log,
    });
    rmSync(file);
    for (const error of errors) throw error;
    return findings;
  };
  const told = async (isPoor: boolean): Promise<Told> => {
    const findings = {
      before: await read('before', before, isPoor),
      after: await read('after', after, isPoor),
    };
    const truth = truthOf(
      { project: before, findings: findings.before },
      { project: after, findings: findings.after },
      history,
    );
    return { ...findings, truth };
  };
  return {
    tool: tool.name,
    language,
    edit,
    number,
    told: await told(false),
    poor: await told(true),
    beforeTree: treeOf(before),
    afterTree: treeOf(after),
    renames: detectRenames(before, after, edit === 'otherFile' ? 0.02 : 0.5),
  };
}

/** The same result as if the scanner had been run in the project's own folder. */
function relative(result: SarifResult, folder: string, isPoor: boolean): SarifResult {
  const [location] = result.locations ?? [];
  const { region = {} } = location?.physicalLocation ?? {};
  const uri = uriOf(result).replace(/^file:\/\//, '');
  const name = path.relative(folder, path.resolve(path.join(folder, '../..'), uri));
  const { startLine } = region;
  const physicalLocation = {
    artifactLocation: { uri: name.split(path.sep).map(encodeURIComponent).join('/') },
    region: isPoor ? { startLine } : region,
  };
  const { ruleId, message } = result;
  const locations = [{ physicalLocation }];
  return isPoor ? { ...(ruleId !== undefined && { ruleId }), message, locations } : { ...result, locations };
}
