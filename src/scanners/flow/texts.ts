import { LineIndex } from '../line-index.ts';
import { TextReader } from '../programs/text-reader.ts';
import type { ScanTarget } from '../scanner.ts';
import type { FileText } from './file-facts.ts';

/** Texts of files, the last few of them kept. */
export class Texts {
  readonly #target: ScanTarget;
  readonly #elsewhere: ReadonlySet<string>;
  readonly #reader = new TextReader();
  readonly #indexes = new Map<string, { text: string; lines: LineIndex }>();

  constructor(target: ScanTarget) {
    this.#target = target;
    this.#elsewhere = new Set(target.beside?.files);
  }

  /** The folder that the file is in. */
  rootOf(file: string): string {
    const { root, beside } = this.#target;
    return beside !== undefined && this.#elsewhere.has(file) ? beside.root : root;
  }

  read(file: string): FileText {
    try {
      const read = this.#reader.read(`${this.rootOf(file)}/${file}`);
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
