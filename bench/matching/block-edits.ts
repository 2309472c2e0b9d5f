// Edits of whole functions, classes and files, as they are made in any language. They keep the syntax whole.
import { type Block, blocksOf, gapFor, isBlank, pickBlock } from './code-blocks.ts';
import type { EditContext } from './edits.ts';
import { type Line, likeness, type Project, type SourceFile } from './project.ts';
import type { Random } from './random.ts';

/** How a language writes what the edits add. */
export interface Syntax {
  readonly comment: string;
  /** Lines above and below a block that is put under a condition. */
  readonly condition: readonly [above: string, below?: string];
  readonly quotes: boolean;
}

export type BlockEdit = (project: Project, context: EditContext & { readonly syntax: Syntax }) => Project;

function withLines(project: Project, file: SourceFile, lines: readonly Line[]): Project {
  return replaced(project, file, { ...file, lines });
}

function replaced(project: Project, old: SourceFile, ...files: readonly SourceFile[]): Project {
  return { ...project, files: project.files.flatMap((file) => (file === old ? files : [file])) };
}

function without(lines: readonly Line[], { from, to }: Block): readonly Line[] {
  // Of the two gaps around it one goes with it.
  let end = to;
  while (end < lines.length && isBlank(lines[end])) end += 1;
  return lines.toSpliced(from, end - from);
}

function blank({ history }: EditContext): Line {
  return { text: '', id: history.freshId() };
}

function inserted(file: SourceFile, at: number, block: readonly Line[], context: EditContext) {
  return file.lines.toSpliced(at, 0, ...block, blank(context));
}

const moveBlock: BlockEdit = (project, context) => {
  const { random } = context;
  const file = random.pick(project.files);
  const block = pickBlock(file, random);
  if (block === undefined) return project;
  const rest = { ...file, lines: without(file.lines, block) };
  const at = gapFor(rest, block.indentation, random);
  if (at === undefined) return project;
  return withLines(project, file, inserted(rest, at, file.lines.slice(block.from, block.to), context));
};

const moveBlockElsewhere: BlockEdit = (project, context) => {
  const { random } = context;
  const file = random.pick(project.files);
  const target = random.pick(project.files);
  const block = file === target ? undefined : pickBlock(file, random);
  const at = block && gapFor(target, block.indentation, random);
  if (block === undefined || at === undefined) return project;
  const rest = withLines(project, file, without(file.lines, block));
  return withLines(rest, target, inserted(target, at, file.lines.slice(block.from, block.to), context));
};

const deleteBlock: BlockEdit = (project, { random }) => {
  const file = random.pick(project.files);
  const block = pickBlock(file, random);
  return block === undefined ? project : withLines(project, file, without(file.lines, block));
};

const insertBlock: BlockEdit = (project, context) => {
  const { random, history } = context;
  const file = random.pick(project.files);
  const other = {
    path: '',
    lines: context.foreign().map((text) => ({ text, id: history.freshId() })),
  };
  const block = pickBlock(other, random);
  const at = block && gapFor(file, block.indentation, random);
  if (block === undefined || at === undefined) return project;
  return withLines(project, file, inserted(file, at, other.lines.slice(block.from, block.to), context));
};

const swapBlocks: BlockEdit = (project, { random }) => {
  const file = random.pick(project.files);
  const blocks = blocksOf(file);
  const pairs = blocks.flatMap((one, at) => {
    const other = blocks.slice(at + 1).find(({ from }) => from >= one.to);
    return other?.indentation === one.indentation ? [[one, other] as const] : [];
  });
  if (pairs.length === 0) return project;
  const [one, other] = random.pick(pairs);
  const { lines } = file;
  return withLines(project, file, [
    ...lines.slice(0, one.from),
    ...lines.slice(other.from, other.to),
    ...lines.slice(one.to, other.from),
    ...lines.slice(one.from, one.to),
    ...lines.slice(other.to),
  ]);
};

/** A copy under another name, somewhere else: new. */
const copyBlock: BlockEdit = (project, context) => {
  const { random, history } = context;
  const file = random.pick(project.files);
  const target = random.chance(0.6) ? file : random.pick(project.files);
  const block = pickBlock(file, random, 5);
  const at = block && gapFor(target, block.indentation, random);
  if (block === undefined || at === undefined) return project;
  // Directly above or below, nobody could tell the copy of an unnamed block from its original.
  if (file === target && at >= block.from - 3 && at <= block.to + 3) return project;
  const copies = file.lines.slice(block.from, block.to).map(({ text, id }, number) => {
    const copy = { id: history.freshId(), text: number === 0 ? renamedHead(text) : text };
    history.copies.set(copy.id, id);
    return copy;
  });
  return withLines(project, target, inserted(target, at, copies, context));
};

function renamedHead(text: string): string {
  return text.replace(/\b([a-z_]\w{3,})(\s*\()/i, (_, name, rest) => `${name}2${rest}`);
}

const wrapBlock: BlockEdit = (project, context) => {
  const { random, history, syntax } = context;
  const file = random.pick(project.files);
  const block = pickBlock(file, random);
  if (block === undefined) return project;
  const margin = ' '.repeat(block.indentation);
  const [above, below] = syntax.condition;
  const added = (text: string) => ({ text: `${margin}${text}`, id: history.freshId() });
  const inner = file.lines
    .slice(block.from, block.to)
    .map((line) => (isBlank(line) ? line : { ...line, text: `    ${line.text}` }));
  const wrapped = [added(above), ...inner, ...(below === undefined ? [] : [added(below)])];
  return withLines(project, file, file.lines.toSpliced(block.from, block.to - block.from, ...wrapped));
};

const windowsLineEnds: BlockEdit = (project, { random }) => {
  const file = random.pick(project.files);
  return replaced(project, file, { ...file, lineEnd: '\r\n' });
};

const licenceHeader: BlockEdit = (project, { history, syntax, random }) => {
  const file = random.pick(project.files);
  const texts = ['Copyright of whoever wrote this.', 'All rights reserved, or not.', 'See the licence.'];
  const at = file.lines[0]?.text.startsWith('#!') ? 1 : 0;
  const header = [...texts.map((text) => `${syntax.comment} ${text}`), ''].map((text) => ({
    text,
    id: history.freshId(),
  }));
  return withLines(project, file, file.lines.toSpliced(at, 0, ...header));
};

const trailingComments: BlockEdit = (project, { random, syntax }) => {
  const file = random.pick(project.files);
  return withLines(
    project,
    file,
    file.lines.map((line) =>
      /[;)]$/.test(line.text) && random.chance(0.2)
        ? { ...line, text: `${line.text} ${syntax.comment} see above` }
        : line,
    ),
  );
};

const otherQuotes: BlockEdit = (project, { random, syntax }) => {
  const file = random.pick(project.files);
  if (!syntax.quotes) return project;
  return withLines(
    project,
    file,
    file.lines.map((line) => ({ ...line, text: line.text.replace(/'([^'"\\]*)'/g, '"$1"') })),
  );
};

/** One name in all files. */
const renameEverywhere: BlockEdit = (project, { random }) => {
  const file = random.pick(project.files);
  const names = file.lines.flatMap(({ text }) => text.match(/\b[a-z_]\w{4,}(?=\s*[(=.])/gi) ?? []);
  const keywords =
    /^(return|while|switch|function|class|import|super|export|typeof|await|yield|raise|except|local)$/;
  const possible = names.filter((name) => !keywords.test(name));
  if (possible.length === 0) return project;
  const name = random.pick(possible);
  const pattern = new RegExp(`\\b${name}\\b`, 'g');
  return {
    files: project.files.map((each) => ({
      ...each,
      lines: each.lines.map((line) => ({ ...line, text: line.text.replace(pattern, `${name}_renamed`) })),
    })),
  };
};

function movedPath(path: string, random: Random): string {
  return random.pick([
    `legacy/${path}`,
    path.replace(/([^/]+)$/, 'renamed-$1'),
    path.replace(/(\.\w+)$/, '_next$1'),
  ]);
}

/** A rename with real work in it, as pull requests have it. */
const renameWithEdits: BlockEdit = (project, context) => {
  const { random } = context;
  const file = random.pick(project.files);
  const path = movedPath(file.path, random);
  if (project.files.some((other) => other.path === path)) return project;
  let edited: Project = { files: [{ ...file, path }] };
  const kinds = [deleteBlock, insertBlock, renameEverywhere, wrapBlock, moveBlock];
  for (let step = 0; step < 4; step += 1) edited = random.pick(kinds)(edited, context);
  return replaced(project, file, ...edited.files);
};

/** Every second block goes to a new file. */
const splitInTwo: BlockEdit = (project, context) => {
  const { random } = context;
  const file = random.pick(project.files);
  const path = file.path.replace(/(\.\w+)$/, '-more$1');
  const blocks = blocksOf(file).filter(({ indentation, from, to }) => indentation === 0 && to - from >= 3);
  if (blocks.length < 4 || project.files.some((other) => other.path === path)) return project;
  const moved = blocks.filter((_, number) => number % 2 === 1);
  let rest: readonly Line[] = file.lines;
  for (const block of moved.toReversed()) rest = without(rest, block);
  const lines = moved.flatMap(({ from, to }) => [...file.lines.slice(from, to), blank(context)]);
  return replaced(project, file, { ...file, lines: rest }, { path, lines });
};

const mergeFiles: BlockEdit = (project, { random }) => {
  const file = random.pick(project.files);
  const other = random.pick(project.files);
  if (file === other || project.files.length < 4) return project;
  const files = project.files.filter((each) => each !== other);
  return replaced({ files }, file, { ...file, lines: [...file.lines, ...other.lines] });
};

/** Top-level blocks in another order. */
const shuffleBlocks: BlockEdit = (project, context) => {
  const { random } = context;
  const file = random.pick(project.files);
  const blocks = blocksOf(file).filter(({ indentation }) => indentation === 0);
  const first = blocks[1];
  if (blocks.length < 4 || first === undefined) return project;
  const order = blocks.slice(1).map((block) => ({ block, key: random.below(1_000_000) }));
  order.sort((a, b) => a.key - b.key);
  const shuffled = order.flatMap(({ block }) => [...file.lines.slice(block.from, block.to), blank(context)]);
  return withLines(project, file, [...file.lines.slice(0, first.from), ...shuffled]);
};

/** Another file in the same place or under a name that git takes for a rename: nothing of it is old. */
const otherFile: BlockEdit = (project, { random, history, foreign }) => {
  const file = random.pick(project.files);
  const path = random.chance(0.5) ? file.path : movedPath(file.path, random);
  const lines = foreign().map((text) => ({ text, id: history.freshId() }));
  // Packages have files that are almost copies of each other; those would not be another file.
  const isOther = likeness(telling(file), telling({ path, lines })) < 0.1;
  if (!isOther || (path !== file.path && project.files.some((each) => each.path === path))) return project;
  return replaced(project, file, { path, lines });
};

function telling({ path, lines }: SourceFile): SourceFile {
  return { path, lines: lines.filter(({ text }) => (text.match(/\w/g)?.length ?? 0) >= 12) };
}

export const blockEdits: Readonly<Record<string, BlockEdit>> = {
  moveBlock,
  moveBlockElsewhere,
  deleteBlock,
  insertBlock,
  swapBlocks,
  copyBlock,
  wrapBlock,
  windowsLineEnds,
  licenceHeader,
  trailingComments,
  otherQuotes,
  renameEverywhere,
  renameWithEdits,
  splitInTwo,
  mergeFiles,
  shuffleBlocks,
  otherFile,
};
