import { type DiffFile, type DiffHunk, type DiffLine, showsLine } from '../diff-file.ts';
import type { AnnotationState } from '../state.ts';
import { annotationNote } from './annotation-note.ts';
import { threadCard } from './comment-card.ts';
import { counted } from './format.ts';
import { type Html, html } from './html.ts';
import { lineId } from './line-id.ts';
import type { PreviewView, Thread } from './preview-view.ts';

/** Lines of a diff that a page shows before it only names files: beyond that, browsers become slow. */
const mostLines = 20_000;

/** The files of the pull request with threads and annotations at their lines. */
export function diffSection(view: PreviewView): Html {
  const { pullRequest, files, inline } = view;
  if (pullRequest === undefined) return html``;
  let left = mostLines;
  const shown = files.map((file, index) => {
    const size = file.hunks.reduce((sum, { lines }) => sum + lines.length, 0);
    left -= size;
    return fileCard(file, index, view, left >= 0);
  });
  const known = new Set(files.flatMap(({ path, previousPath }) => [path, previousPath]));
  const elsewhere = [...inline].filter(([path]) => !known.has(path)).flatMap(([, threads]) => threads);
  return html`<section aria-labelledby="files"><h2 id="files">Files changed <span class="quiet">${files.length}</span></h2>
${shown}${elsewhere.length === 0 ? '' : outdated('Comments on files that are no longer part of the change', elsewhere, view)}</section>`;
}

function fileCard(file: DiffFile, index: number, view: PreviewView, withLines: boolean): Html {
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  const [added, removed] = ['added', 'removed'].map(
    (kind) => lines.filter((line) => line.kind === kind).length,
  );
  const threads = [file.path, file.previousPath].flatMap((path) =>
    path === undefined ? [] : (view.inline.get(path) ?? []),
  );
  const annotations = view.annotations.get(file.path) ?? [];
  const isAt = ({ root }: Thread) => withLines && isShown(root.inline ?? {}, file);
  const lost = threads.filter((thread) => !isAt(thread));
  const whole = annotations.filter(
    ({ line }) => !withLines || line === undefined || !showsLine(file, 'new', line),
  );
  const talk = { threads: threads.filter(isAt), annotations, view, index };
  const name =
    file.previousPath === undefined || file.previousPath === file.path
      ? file.path
      : html`${file.previousPath} <span class="quiet">to</span> ${file.path}`;
  const rows = withLines ? file.hunks.map((hunk) => hunkRows(hunk, talk)) : [];
  const table = html`<table class="diff"><caption class="hidden">Changed lines of ${file.path}</caption><colgroup><col class="number-column"><col class="number-column"><col></colgroup><thead class="hidden"><tr><th scope="col">Old line</th><th scope="col">New line</th><th scope="col">Text</th></tr></thead><tbody>${rows}</tbody></table>`;
  const none = withLines
    ? 'No lines to show.'
    : `${counted(lines.length, 'line')} not shown: the change is too large for one page.`;
  return html`<details class="file" id="file-${index}" open><summary><h3>${name}</h3> <span class="badge">${file.status}</span> <span class="plus">+${added}</span> <span class="minus">−${removed}</span></summary>
${whole.map((each) => annotationNote(each, each.line === undefined ? undefined : html`<span class="place">line ${each.line}</span>`))}
${rows.length === 0 ? html`<p class="quiet note">${none}</p>` : table}
${lost.length === 0 ? '' : outdated('Comments on lines that are no longer shown', lost, view)}</details>`;
}

interface Talk {
  readonly threads: readonly Thread[];
  readonly annotations: readonly AnnotationState[];
  readonly view: PreviewView;
  readonly index: number;
}

function hunkRows({ heading, lines }: DiffHunk, talk: Talk): Html {
  const [first] = lines;
  const place = `Line ${first?.new ?? first?.old ?? 0}`;
  return html`<tr class="hunk"><td colspan="3">${place} <span class="quiet">${heading}</span></td></tr>${lines.map((line) => lineRows(line, talk))}`;
}

const signs = { context: ' ', added: '+', removed: '-' } as const;

function lineRows(line: DiffLine, { threads, annotations, view, index }: Talk): Html {
  const { kind, old, new: fresh, text } = line;
  const id = fresh === undefined ? lineId(index, 'old', old ?? 0) : lineId(index, 'new', fresh);
  const row = html`<tr class="${kind}" id="${id}"><td class="number">${old}</td><td class="number">${fresh}</td><td class="text"><span class="sign">${signs[kind]}</span>${text}</td></tr>`;
  const notes = annotations
    .filter((each) => fresh !== undefined && each.line === fresh)
    .map((each) => annotationNote(each));
  const cards = threads
    .filter((thread) => standsAt(thread, line))
    .map((thread) => threadCard(thread, view, rangeNote(thread)));
  if (notes.length + cards.length === 0) return row;
  return html`${row}<tr class="talk"><td colspan="3">${notes}${cards}</td></tr>`;
}

function standsAt({ root: { inline } }: Thread, line: DiffLine): boolean {
  if (inline?.to !== undefined) return inline.to === line.new;
  return inline?.from !== undefined && inline.from === line.old && line.new === undefined;
}

function rangeNote({ root: { inline } }: Thread): string | undefined {
  if (inline?.start_to === undefined || inline.start_to === inline.to) return undefined;
  return `On lines ${inline.start_to} to ${inline.to}`;
}

/** A line of the old side alone is shown where it was removed. */
function isShown({ to, from }: { readonly to?: number; readonly from?: number }, file: DiffFile): boolean {
  if (to !== undefined) return showsLine(file, 'new', to);
  return (
    from !== undefined &&
    file.hunks.some(({ lines }) => lines.some((line) => line.old === from && line.new === undefined))
  );
}

function outdated(title: string, threads: readonly Thread[], view: PreviewView): Html {
  const cards = threads.map((thread) => threadCard(thread, view, placeNote(thread)));
  return html`<div class="outdated"><p class="note">${title}</p>${cards}</div>`;
}

function placeNote({ root: { inline } }: Thread): string {
  const line = inline?.to ?? inline?.from;
  return line === undefined ? (inline?.path ?? '') : `${inline?.path}, line ${line} when it was written`;
}
