import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { familyOf, type LabelledCase } from './labelled-case.ts';

/**
 * The labels of a benchmark of https://owasp.org/www-project-benchmark/: one file a case, named in a table of test,
 * category, whether it is vulnerable, and CWE.
 *
 * @param table The file with the expected results, relative.
 * @param pathOf Where the file of a test is.
 */
export function readBenchmark(
  folder: string,
  table: string,
  pathOf: (test: string) => string,
): LabelledCase[] {
  return readFileSync(join(folder, table), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [test = '', category = '', vulnerable, cwe] = line.split(',').map((field) => field.trim());
      return {
        category,
        cwe: familyOf(Number(cwe)),
        path: pathOf(test),
        isVulnerable: vulnerable === 'true',
      };
    });
}
