import { isMinified } from '../minified.ts';
import type { Front } from './languages/front.ts';
import { type FileNames, namesIn } from './named-files.ts';

/** Larger ones are bundles and data. Characters. */
const largestFile = 600_000;

/** The text, or why there is none. */
export type FileText = string | { readonly skipped: string };

/** What is known of a file without lowering it, and found out at once: each file is read for it, all of them. */
export interface FileFacts {
  /** Why it has no text that can be analysed. */
  readonly skipped?: string;
  /** Whether it may read data from outside. */
  readonly mentions: boolean;
  readonly names: FileNames;
}

/** Of a text that can be analysed, or of why there is none. */
export function factsOf(front: Front, text: FileText, mentions: RegExp): FileFacts {
  return typeof text === 'string'
    ? { mentions: mentions.test(text), names: namesIn(front, text) }
    : { skipped: text.skipped, mentions: false, names: namesIn(front, '') };
}

/** What is too large, or written by a program, is not analysed. */
export function usableText(text: FileText): FileText {
  if (typeof text !== 'string') return text;
  if (text.length > largestFile) return { skipped: 'too large' };
  return isMinified(text) ? { skipped: 'minified' } : text;
}
