import { cpSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isLeftOut } from '../../src/repository/left-out.ts';

/** Beyond this a file is data or a bundle. */
const longestFile = 1_000_000;

/**
 * Copies the JavaScript and TypeScript of the installed npm packages to where it is looked at: nobody scans
 * `node_modules`. Stops after `most` lines.
 *
 * @returns How many lines were copied.
 */
export function copyOrdinaryCode(modules: string, into: string, most: number): number {
  let lines = 0;
  const paths = globSync('**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}', { cwd: modules })
    .filter((path) => !path.split('/').includes('.cache') && !/\.d\.[cm]?ts$/.test(path))
    .sort();
  for (const path of paths) {
    const renamed = path.replaceAll('node_modules/', 'packages/').replaceAll('dist/', 'built/');
    const from = join(modules, path);
    const stat = statSync(from);
    if (!stat.isFile() || isLeftOut(renamed) || stat.size > longestFile) continue;
    const count = readFileSync(from, 'utf8').split('\n').length;
    // Minified: as many characters in a line as elsewhere in a file.
    if (stat.size / count > 300) continue;
    cpSync(from, join(into, renamed), { dereference: true });
    lines += count;
    if (lines >= most) break;
  }
  return lines;
}
