import type { Region } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { SecretLines } from '../secret-lines.ts';
import { visibleText } from '../visible-text.ts';
import type { PageCode } from './page-data.ts';

/** Lines shown before and after the flagged ones, and at most in all. */
const around = 3;
const mostLines = 18;
const longestLine = 240;

/** Reads the code around findings. A line with a found secret is never shown. */
export class CodeExcerpts {
  readonly #source: SourceTree;
  readonly #secrets: SecretLines;

  constructor(source: SourceTree, secrets: SecretLines) {
    this.#source = source;
    this.#secrets = secrets;
  }

  /** Undefined where the file or the lines are not there. */
  async around(path: string, region: Region): Promise<PageCode | undefined> {
    const lines = await this.#source.lines(path);
    if (lines === undefined || region.startLine < 1 || region.startLine > lines.length) return undefined;
    const start = Math.max(1, region.startLine - around);
    const end = Math.min(lines.length, region.endLine + around, start + mostLines - 1);
    const shown = lines.slice(start - 1, end).map((line, index) => this.#shown(path, start + index, line));
    const { startLine, endLine, startColumn, endColumn } = region;
    return {
      start,
      lines: shown,
      mark: {
        startLine,
        endLine,
        ...(startColumn === undefined ? {} : { startColumn }),
        ...(endColumn === undefined ? {} : { endColumn }),
      },
    };
  }

  /** One line, for a step of a data flow. */
  async line(path: string, number: number): Promise<string | undefined> {
    const line = (await this.#source.lines(path))?.[number - 1];
    return line === undefined ? undefined : this.#shown(path, number, line.trim());
  }

  #shown(path: string, number: number, line: string): string {
    if (this.#secrets.touch(path, number, number)) return '••• a line with a secret is not shown •••';
    const cut = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
    return visibleText(cut).replaceAll('\n', ' ');
  }
}
