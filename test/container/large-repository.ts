import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isTestCode } from '../../src/scanners/test-code.ts';
import { SampleRepository } from '../repository/sample-repository.ts';

export interface LargeRepository {
  readonly repository: SampleRepository;
  readonly files: number;
  readonly lines: number;
  /** Of the commit before the pull request. */
  readonly destination: string;
  readonly source: string;
}

const leastFiles = 20_000;
const leastLines = 1_000_000;

/** Of the first copy of a package, and of more that only fill up the number of files. Bytes. */
const largestFile = { first: 100_000, further: 2_000 };

/**
 * A repository of more than 20,000 files and a million lines, made of the packages that the lock file installs:
 * ordinary code of many authors. Folders that a scan leaves out as vendored or built get other names. A branch
 * `feature` changes 30 files, and brings a finding in each.
 */
export function largeRepository(): LargeRepository {
  const repository = new SampleRepository();
  let files = 0;
  let lines = 0;
  for (let copy = 0; files < leastFiles || lines < leastLines; copy++) {
    for (const path of sourceFiles('node_modules', copy === 0 ? largestFile.first : largestFile.further)) {
      if (files >= leastFiles && lines >= leastLines) break;
      const target = join(repository.root, `copy-${copy}`, renamed(path));
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(resolve('node_modules', path), target);
      files++;
      lines += countLines(target);
    }
  }
  const destination = repository.commit({}, 'All packages');
  repository.git('checkout', '--quiet', '-b', 'feature');
  const changed = repository
    .git('ls-files', 'copy-0/*.js')
    .split('\n')
    .filter((path) => !isTestCode(path))
    .filter((_, index, all) => index % Math.floor(all.length / 30) === 0)
    .slice(0, 30);
  const source = repository.commit(
    Object.fromEntries(
      changed.map((path) => [
        path,
        `${readFileSync(join(repository.root, path), 'utf8')}\neval(location.hash);\n`,
      ]),
    ),
    'Thirty changed files',
  );
  return { repository, files, lines, destination, source };
}

function sourceFiles(root: string, largest: number): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => {
    // Package managers and tools keep things of their own beside the packages.
    if (path.startsWith('.')) return false;
    if (!/\.(?:[cm]?[jt]sx?|json|md|ya?ml|sh|py|go|java|rb|php|cs|txt|css|html)$/.test(path)) return false;
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    return found?.isFile() === true && found.size > 0 && found.size <= largest;
  });
}

function renamed(path: string): string {
  return path
    .split('/')
    .map(
      (part) =>
        ({ node_modules: 'modules', dist: 'compiled', build: 'made', vendor: 'theirs', '.git': 'git' })[
          part
        ] ?? part,
    )
    .join('/');
}

function countLines(path: string): number {
  let lines = 0;
  for (const byte of readFileSync(path)) if (byte === 10) lines++;
  return lines;
}
