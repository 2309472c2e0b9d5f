// Edits as people make them. Each takes a project and returns the next one; ids say which line is which.
import { type History, type Line, likeness, type Project, type SourceFile } from './project.ts';
import type { Random } from './random.ts';

export interface EditContext {
  readonly random: Random;
  readonly history: History;
  /** Lines of a file that is not in the project. */
  foreign(): readonly string[];
}

export type Edit = (project: Project, context: EditContext) => Project;

function withFile(project: Project, old: SourceFile, ...files: readonly SourceFile[]): Project {
  return { files: [...project.files.filter((file) => file !== old), ...files] };
}

function range({ lines }: SourceFile, random: Random, most: number): { from: number; to: number } {
  const length = 1 + random.below(Math.min(most, lines.length - 1));
  const from = random.below(lines.length - length);
  return { from, to: from + length };
}

function copyOf(lines: readonly Line[], history: History): readonly Line[] {
  return lines.map((line) => {
    const id = history.freshId();
    history.copies.set(id, line.id);
    return { text: line.text, id };
  });
}

/** New lines of real code: findings come with them. */
const insertForeign: Edit = (project, { random, history, foreign }) => {
  const file = random.pick(project.files);
  const lines = foreign();
  const from = random.below(lines.length);
  const added = lines.slice(from, from + 1 + random.below(12));
  const at = random.below(file.lines.length + 1);
  return withFile(project, file, {
    ...file,
    lines: file.lines.toSpliced(at, 0, ...added.map((text) => ({ text, id: history.freshId() }))),
  });
};

const insertPlain: Edit = (project, { random, history }) => {
  const file = random.pick(project.files);
  const texts = Array.from({ length: 1 + random.below(6) }, () =>
    random.pick(['', '  // a word on what follows', 'const added = 1;', '  next();', '}', '/* more */']),
  );
  const at = random.chance(0.3) ? 0 : random.below(file.lines.length + 1);
  const lines = texts.map((text) => ({ text, id: history.freshId() }));
  return withFile(project, file, { ...file, lines: file.lines.toSpliced(at, 0, ...lines) });
};

const deleteLines: Edit = (project, { random }) => {
  const file = random.pick(project.files);
  const { from, to } = range(file, random, 8);
  return withFile(project, file, { ...file, lines: file.lines.toSpliced(from, to - from) });
};

const moveInFile: Edit = (project, { random }) => {
  const file = random.pick(project.files);
  const { from, to } = range(file, random, 30);
  const moved = file.lines.slice(from, to);
  const rest = file.lines.toSpliced(from, to - from);
  return withFile(project, file, {
    ...file,
    lines: rest.toSpliced(random.below(rest.length + 1), 0, ...moved),
  });
};

const moveToOther: Edit = (project, { random }) => {
  const file = random.pick(project.files);
  const target = random.pick(project.files);
  if (file === target) return project;
  const { from, to } = range(file, random, 30);
  const moved = file.lines.slice(from, to);
  const at = random.below(target.lines.length + 1);
  return withFile(
    withFile(project, file, { ...file, lines: file.lines.toSpliced(from, to - from) }),
    target,
    { ...target, lines: target.lines.toSpliced(at, 0, ...moved) },
  );
};

const reindent: Edit = (project, { random }) => {
  const file = random.pick(project.files);
  const { from, to } = random.chance(0.5) ? { from: 0, to: file.lines.length } : range(file, random, 60);
  const change = random.pick<(text: string) => string>([
    (text) => (text.trim() === '' ? text : `  ${text}`),
    (text) => text.replace(/^ {2}/, ''),
    (text) => text.replaceAll('\t', '    '),
    (text) => text.replace(/^( +)/, (blanks) => '\t'.repeat(Math.ceil(blanks.length / 2))),
  ]);
  return withFile(project, file, {
    ...file,
    lines: file.lines.map((line, at) =>
      at >= from && at < to ? { ...line, text: change(line.text) } : line,
    ),
  });
};

const renameIdentifier: Edit = (project, { random }) => {
  const file = random.pick(project.files);
  const words = file.lines.flatMap(({ text }) => text.match(/\b[a-zA-Z_$][\w$]{3,}\b/g) ?? []);
  const keywords =
    /^(const|function|return|this|else|export|import|from|class|while|typeof|await|async|throw|case|break|default|null|true|false|undefined)$/;
  const names = words.filter((word) => !keywords.test(word));
  if (names.length === 0) return project;
  const name = random.pick(names);
  const pattern = new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`, 'g');
  return withFile(project, file, {
    ...file,
    lines: file.lines.map(({ text, id }) => ({ id, text: text.replace(pattern, () => `${name}Next`) })),
  });
};

const rewordStrings: Edit = (project, { random }) => {
  const file = random.pick(project.files);
  const { from, to } = range(file, random, 80);
  const change = (text: string) =>
    text.replace(
      /(['"])([a-z][^'"\\]{4,})\1/i,
      (_, quote, inner) => `${quote}${inner.replace(/[aeiou]/, 'oo')}!${quote}`,
    );
  return withFile(project, file, {
    ...file,
    lines: file.lines.map((line, at) =>
      at >= from && at < to ? { ...line, text: change(line.text) } : line,
    ),
  });
};

const splitLine: Edit = (project, { random }) => {
  const file = random.pick(project.files);
  const long = [...file.lines.keys()].filter((at) => /\w.{20,}[,(].{6,}/.test(file.lines[at]?.text ?? ''));
  if (long.length === 0) return project;
  const at = random.pick(long);
  const { text, id } = file.lines[at] ?? { text: '', id: 0 };
  const cut = text.search(/[,(](?=.{6,}$)/) + 1;
  const indentation = /^\s*/.exec(text)?.[0] ?? '';
  const pieces = [text.slice(0, cut), `${indentation}  ${text.slice(cut).trim()}`];
  return withFile(project, file, {
    ...file,
    lines: file.lines.toSpliced(at, 1, ...pieces.map((piece) => ({ text: piece, id }))),
  });
};

const joinLines: Edit = (project, { random, history }) => {
  const file = random.pick(project.files);
  const at = random.below(file.lines.length - 1);
  const [one, two] = [file.lines[at], file.lines[at + 1]];
  if (one === undefined || two === undefined || /\/\//.test(one.text) || one.text.trim() === '')
    return project;
  history.joined.set(two.id, one.id);
  return withFile(project, file, {
    ...file,
    lines: file.lines.toSpliced(at, 2, { text: `${one.text} ${two.text.trim()}`, id: one.id }),
  });
};

/** A copy in another place: the original stays what it was, the copy is new. */
const copyElsewhere: Edit = (project, { random, history }) => {
  const file = random.pick(project.files);
  const target = random.chance(0.5) ? file : random.pick(project.files);
  const { from, to } = range(file, random, 25);
  const at = random.below(target.lines.length + 1);
  if (file === target && at >= from - 25 && at <= to + 25) return project;
  return withFile(project, target, {
    ...target,
    lines: target.lines.toSpliced(at, 0, ...copyOf(file.lines.slice(from, to), history)),
  });
};

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const bracket of text.match(/[()[\]{}`]/g) ?? []) {
    depth += '([{'.includes(bracket) ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** A copy directly below: nothing in the world tells which is which. */
export const copyBelow: Edit = (project, { random, history }) => {
  const file = random.pick(project.files);
  const { from, to } = range(file, random, 6);
  const original = file.lines.slice(from, to);
  // A copy that breaks the syntax changes what scanners see, and so can be told from its original.
  if (!isBalanced(original.map(({ text }) => text).join('\n'))) return project;
  // Copies of copies can be told apart: the one that is whole is not the one that was cut up.
  const around = file.lines.slice(Math.max(from - 12, 0), to + 12);
  if (around.some(({ id }) => history.indistinguishable.has(id))) return project;
  const copies = copyOf(original, history);
  for (const { id } of [...original, ...copies]) history.indistinguishable.add(id);
  return withFile(project, file, { ...file, lines: file.lines.toSpliced(to, 0, ...copies) });
};

const copyFile: Edit = (project, { random, history }) => {
  const file = random.pick(project.files);
  const copy = { path: file.path.replace(/(\.\w+)$/, '-copy$1'), lines: copyOf(file.lines, history) };
  if (project.files.some(({ path }) => path === copy.path)) return project;
  return { files: [...project.files, copy] };
};

const renameFile: Edit = (project, { random }) => {
  const file = random.pick(project.files);
  const path = random.pick([
    `moved/${file.path}`,
    file.path.replace(/file-/, 'module-'),
    file.path.replace('src/', 'source/'),
  ]);
  if (path === file.path || project.files.some((other) => other.path === path)) return project;
  return withFile(project, file, { ...file, path });
};

const splitFile: Edit = (project, { random, history }) => {
  const file = random.pick(project.files);
  const at = Math.floor(file.lines.length * (0.3 + random.below(40) / 100));
  const path = file.path.replace(/(\.\w+)$/, '-part$1');
  if (at < 10 || project.files.some((other) => other.path === path)) return project;
  const header = ["import { shared } from './shared.js';", ''].map((text) => ({
    text,
    id: history.freshId(),
  }));
  return withFile(
    project,
    file,
    { ...file, lines: file.lines.slice(0, at) },
    { path, lines: [...header, ...file.lines.slice(at)] },
  );
};

/** Packages have files that are almost copies of each other; those would not be another file. */
function unlike(file: SourceFile, foreign: () => readonly string[]): readonly string[] {
  for (;;) {
    const lines = foreign();
    if (likeness(file, { path: '', lines: lines.map((text) => ({ text, id: 0 })) }) < 0.25) return lines;
  }
}

/** Another file under a name that git takes for a rename: some lines alike, nothing else. */
const replaceFile: Edit = (project, { random, history, foreign }) => {
  const file = random.pick(project.files);
  const path = file.path.replace(/(\.\w+)$/, '-new$1');
  if (project.files.some((present) => present.path === path)) return project;
  const kept = file.lines.filter(() => random.chance(0.15));
  const added = unlike(file, foreign).map((text) => ({ text, id: history.freshId() }));
  return withFile(project, file, { path, lines: [...added, ...kept] });
};

export const edits: Readonly<Record<string, Edit>> = {
  insertForeign,
  insertPlain,
  deleteLines,
  moveInFile,
  moveToOther,
  reindent,
  renameIdentifier,
  rewordStrings,
  splitLine,
  joinLines,
  copyElsewhere,
  copyFile,
  renameFile,
  splitFile,
  replaceFile,
};

/** Renames as `git diff -M` finds them: of paths that are gone, to paths that are new, at least half alike. */
export function detectRenames(before: Project, after: Project, enough = 0.5): ReadonlyMap<string, string> {
  const had = new Set(before.files.map(({ path }) => path));
  const has = new Set(after.files.map(({ path }) => path));
  const scored = before.files
    .filter(({ path }) => !has.has(path))
    .flatMap((old) =>
      after.files
        .filter(({ path }) => !had.has(path))
        .map((now) => ({ old, now, score: likeness(old, now) })),
    )
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score);
  const renames = new Map<string, string>();
  for (const { old, now } of scored) {
    if (!renames.has(old.path) && ![...renames.values()].includes(now.path)) renames.set(old.path, now.path);
  }
  return renames;
}
