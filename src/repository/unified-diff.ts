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
  /** Lines that git would not show if it were not told to: https://git-scm.com/docs/gitattributes */
  hasNul?: boolean;
}

const [plus, minus, backslash] = [43, 45, 92];
/** Of a header; paths are far shorter. */
const longestHeader = 20_000;

/** A diff that is held whole. */
export function parseUnifiedDiff(diff: Buffer): readonly DiffFile[] {
  const reader = new UnifiedDiffReader(Number.POSITIVE_INFINITY);
  reader.add(diff);
  return reader.end();
}

/**
 * Reads a unified diff as git prints it, with or without context lines, in parts of any size: what is held does not
 * grow with the lines. Only headers are looked at, and the lines of a hunk are counted off, so that no content can pass
 * for a header. Files whose names are no UTF-8 are left out. Of a file whose lines are not shown, as it is or is called
 * binary, any line may be new.
 */
export class UnifiedDiffReader {
  readonly #files: DiffFile[] = [];
  readonly #mostPlaces: number;
  #places = 0;
  #draft: Draft | undefined;
  #body: HunkBody | undefined;
  /** Of a line that has begun; the text of a header so far. */
  #line: 'content' | { header: string } | undefined;

  /** @param mostPlaces files and hunks beyond which no more is taken */
  constructor(mostPlaces: number) {
    this.#mostPlaces = mostPlaces;
  }

  get isFull(): boolean {
    return this.#places > this.#mostPlaces;
  }

  /** False where it is full. */
  add(chunk: Buffer): boolean {
    let ownFrom = 0;
    for (let start = 0; start < chunk.length && !this.isFull; ) {
      const newline = chunk.indexOf(10, start);
      const end = newline < 0 ? chunk.length : newline;
      this.#line ??= this.#beginLine(chunk[start]);
      if (this.#line !== 'content') {
        const room = Math.max(0, longestHeader - this.#line.header.length);
        // Headers are ASCII, as paths are quoted: one byte a character.
        this.#line.header += chunk.toString('latin1', start, Math.min(end, start + room));
      }
      if (newline < 0) break;
      if (this.#line !== 'content' && isFileHeader(this.#line.header)) {
        this.#lookForNul(chunk.subarray(ownFrom, start));
        ownFrom = start;
      }
      this.#endLine();
      start = newline + 1;
    }
    this.#lookForNul(chunk.subarray(ownFrom));
    return !this.isFull;
  }

  end(): readonly DiffFile[] {
    this.#endLine();
    this.#finish();
    return this.#files;
  }

  #beginLine(first: number | undefined): 'content' | { header: string } {
    if (this.#body === undefined || this.#body.isComplete) return { header: '' };
    // Of content the first character is enough: to decode every line takes longer than all else.
    this.#body.add(first);
    return 'content';
  }

  #endLine(): void {
    const line = this.#line;
    this.#line = undefined;
    if (line === undefined || line === 'content') return;
    const { header } = line;
    if (isFileHeader(header)) {
      this.#finish();
      this.#draft = { status: 'modified', hunks: [], ...pathsOfHeader(header) };
      this.#places += 1;
    } else if (this.#draft !== undefined) {
      const hunk = readHunk(header);
      if (hunk === undefined) readHeader(header, this.#draft);
      else {
        this.#body = new HunkBody(hunk, this.#draft.hunks);
        this.#places += 1;
      }
    }
  }

  #lookForNul(bytes: Buffer): void {
    if (this.#draft !== undefined && this.#draft.hasNul !== true) this.#draft.hasNul = bytes.includes(0);
  }

  #finish(): void {
    if (this.#draft?.path !== undefined) this.#files.push(toFile(this.#draft, this.#draft.path));
    this.#draft = undefined;
  }
}

const isFileHeader = (line: string) => line.startsWith('diff --git ');

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

function toFile(draft: Draft, path: string): DiffFile {
  const { previousPath, status, hunks, isOpaque = false, hasNul = false } = draft;
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
