import type { ChangedFile, LineRange } from '../core/change.ts';
import { unquotePath } from './unquote-path.ts';

/** `oldCount` lines from `oldStart` became `newCount` lines from `newStart`; a count of 0 stands after its start. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
}

/** One file of a diff without context lines. */
export interface DiffFile extends ChangedFile {
  readonly hunks: readonly Hunk[];
}

interface Draft {
  path?: string | undefined;
  previousPath?: string | undefined;
  status: ChangedFile['status'];
  hunks: Hunk[];
  /** git shows no lines of it. */
  isOpaque?: boolean;
  /** The first byte of its part of the diff. */
  start: number;
}

const [plus, minus, backslash] = [43, 45, 92];
/** Of a header; paths are far shorter. */
const longestHeader = 20_000;

/**
 * Reads a unified diff as git prints it, with or without context lines. Only headers are looked at, and the lines of a
 * hunk are counted off, so that no content can pass for a header. Files whose names are no UTF-8 are left out. Of a file
 * whose lines are not shown, as it is or is called binary, any line may be new.
 */
export function parseUnifiedDiff(diff: Buffer): readonly DiffFile[] {
  const files: DiffFile[] = [];
  let draft: Draft | undefined;
  let body: HunkBody | undefined;
  const finish = (end: number) => {
    if (draft?.path === undefined) return;
    // Lines that git would not show if it were not told to: https://git-scm.com/docs/gitattributes
    const hasNul = diff.subarray(draft.start, end).includes(0);
    files.push(toFile(draft, draft.path, hasNul));
  };
  for (let start = 0, end = 0; start < diff.length; start = end + 1) {
    const newline = diff.indexOf(10, start);
    end = newline < 0 ? diff.length : newline;
    if (body !== undefined && !body.isComplete) {
      // Of content the first character is enough: to decode every line takes longer than all else.
      body.add(diff[start]);
      continue;
    }
    // Headers are ASCII, as paths are quoted: one byte a character.
    const line = diff.toString('latin1', start, Math.min(end, start + longestHeader));
    if (line.startsWith('diff --git ')) {
      finish(start);
      draft = { status: 'modified', hunks: [], start, ...pathsOfHeader(line) };
    } else if (draft !== undefined) {
      const hunk = readHunk(line);
      if (hunk === undefined) readHeader(line, draft);
      else body = new HunkBody(hunk, draft.hunks);
    }
  }
  finish(diff.length);
  return files;
}

/** Counts off the lines of one hunk and writes its changes, without their context, to `changes`. */
class HunkBody {
  readonly #changes: Hunk[];
  #old: number;
  #new: number;
  #oldLeft: number;
  #newLeft: number;
  #change: { oldStart: number; oldCount: number; newStart: number; newCount: number } | undefined;

  constructor(hunk: Hunk, changes: Hunk[]) {
    this.#changes = changes;
    // With a count of 0 the start is the line before.
    this.#old = hunk.oldCount === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    this.#new = hunk.newCount === 0 ? hunk.newStart + 1 : hunk.newStart;
    this.#oldLeft = hunk.oldCount;
    this.#newLeft = hunk.newCount;
  }

  get isComplete(): boolean {
    return this.#oldLeft <= 0 && this.#newLeft <= 0;
  }

  /** @param kind the line's first byte; that of an empty line is its end */
  add(kind: number | undefined): void {
    if (kind === backslash) return; // "No newline at end of file"
    if (kind === plus || kind === minus) {
      this.#change ??= { oldStart: this.#old, oldCount: 0, newStart: this.#new, newCount: 0 };
      this.#change[kind === plus ? 'newCount' : 'oldCount'] += 1;
    } else {
      this.#flush();
    }
    if (kind !== plus) {
      this.#old += 1;
      this.#oldLeft -= 1;
    }
    if (kind !== minus) {
      this.#new += 1;
      this.#newLeft -= 1;
    }
    if (this.isComplete) this.#flush();
  }

  #flush(): void {
    const change = this.#change;
    this.#change = undefined;
    if (change === undefined) return;
    this.#changes.push({
      ...change,
      oldStart: change.oldCount === 0 ? change.oldStart - 1 : change.oldStart,
      newStart: change.newCount === 0 ? change.newStart - 1 : change.newStart,
    });
  }
}

/** Names where no `---`/`+++` follow: an empty or binary file, a change of mode. Both sides are the same then. */
function pathsOfHeader(line: string): { path?: string | undefined } {
  const rest = line.slice('diff --git '.length);
  const half = (rest.length - 1) / 2;
  const [left, right] = [rest.slice(0, half), rest.slice(half + 1)];
  const path = stripPrefix(left, 'a/');
  return path !== undefined && path === stripPrefix(right, 'b/') ? { path } : {};
}

function stripPrefix(quoted: string, prefix: 'a/' | 'b/'): string | undefined {
  const path = unquotePath(quoted);
  return path?.startsWith(prefix) ? path.slice(2) : undefined;
}

function readHeader(line: string, draft: Draft): void {
  const rest = (prefix: string) => (line.startsWith(prefix) ? line.slice(prefix.length) : undefined);
  // git ends a name that holds blanks with a tab in these two lines
  const before = rest('--- ')?.replace(/\t$/, '');
  const after = rest('+++ ')?.replace(/\t$/, '');
  const moved = rest('rename from ') ?? rest('copy from ');
  const target = rest('rename to ') ?? rest('copy to ');
  if (line.startsWith('Binary files ') || line === 'GIT binary patch') draft.isOpaque = true;
  else if (line.startsWith('new file mode')) draft.status = 'added';
  else if (line.startsWith('deleted file mode')) draft.status = 'deleted';
  else if (moved !== undefined) {
    draft.previousPath = unquotePath(moved);
    draft.status = line.startsWith('rename') ? 'renamed' : 'copied';
  } else if (target !== undefined) draft.path = unquotePath(target);
  else if (before !== undefined && before !== '/dev/null') draft.path ??= stripPrefix(before, 'a/');
  else if (after !== undefined && after !== '/dev/null') draft.path = stripPrefix(after, 'b/');
}

function readHunk(line: string): Hunk | undefined {
  const match = /^@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@/.exec(line);
  if (match === null) return undefined;
  const [, oldStart, oldCount = '1', newStart, newCount = '1'] = match;
  return {
    oldStart: Number(oldStart),
    oldCount: Number(oldCount),
    newStart: Number(newStart),
    newCount: Number(newCount),
  };
}

const anyLine: LineRange = { start: 1, end: Number.MAX_SAFE_INTEGER };

function toFile(draft: Draft, path: string, hasNul: boolean): DiffFile {
  const { previousPath, status, hunks, isOpaque = false } = draft;
  const shown: LineRange[] = hunks
    .filter(({ newCount }) => newCount > 0)
    .map(({ newStart, newCount }) => ({ start: newStart, end: newStart + newCount - 1 }));
  const added = isOpaque && status !== 'deleted' ? [anyLine] : shown;
  return {
    path,
    status,
    hunks,
    added,
    ...(previousPath !== undefined && { previousPath }),
    ...((isOpaque || hasNul) && { isBinary: true }),
  };
}
