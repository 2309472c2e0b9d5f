import { astGrep } from './ast-grep.ts';
import { pipelines } from './pipelines.ts';
import type { Scanner } from './scanner.ts';
import { secretlint } from './secretlint.ts';

/** Every scanner that `SCANNERS` can name, in the order of every table. */
export const scanners: readonly Scanner[] = [astGrep, secretlint, pipelines];
