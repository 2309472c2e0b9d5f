import type { Node } from 'yaml';
import type { Severity } from '../../core/severity.ts';
import type { Command } from './command.ts';
import type { PipelinesFile } from './pipelines-file.ts';

/** Where a finding stands: a node, a part of a command, or offsets of the file. */
export type Spot =
  | Node
  | { readonly command: Command; readonly text: string }
  | { readonly start: number; readonly end: number };

/** `message` says what is wrong there and what to write instead. */
export type Report = (spot: Spot, message: string) => void;

export interface PipelineRule {
  readonly id: string;
  /** A headline without full stop. */
  readonly title: string;
  readonly severity: Severity;
  readonly cwe: number;
  /** What it is about, and what to do, in a few sentences. */
  readonly help: string;
  /** Unsaid: a misconfiguration. */
  readonly category?: 'bug';
  check(file: PipelinesFile, report: Report): void;
}
