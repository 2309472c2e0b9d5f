import { adapters } from './adapters.ts';
import { astGrep, astGrepExtra } from './ast-grep.ts';
import { flow } from './flow.ts';
import { osvScanner } from './osv-scanner.ts';
import { pipelines } from './pipelines.ts';
import { adapterScanner } from './run-adapter.ts';
import type { Scanner } from './scanner.ts';
import { secretlint } from './secretlint.ts';
import { shellcheck, shellcheckExtra } from './shellcheck.ts';

/** Every scanner that `SCANNERS` can name, in the order of every table. */
export const scanners: readonly Scanner[] = [
  astGrep,
  flow,
  secretlint,
  pipelines,
  shellcheck,
  osvScanner,
  astGrepExtra,
  shellcheckExtra,
  ...adapters.map(adapterScanner),
];
