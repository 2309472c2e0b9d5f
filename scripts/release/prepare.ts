// prepare.ts: makes the next version of what stands in .changes/next-release, everywhere where the version stands, and
// prints it. It changes files only: what is to be committed, built and pushed is in bitbucket-pipelines.yml.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changelog, nextVersion, parseChange, type Release } from './changes.ts';

const pending = '.changes/next-release';

/** Files that name the version, and where in them: what stands in the first group stays. */
const places: Readonly<Record<string, RegExp>> = {
  'package.json': /^( {2}"version": ")[^"]+/m,
  // Of the project itself, and of the root among its packages.
  'package-lock.json': /^( {2}"version": "|(?<=^ {4}"": \{\n(?: {6}.*\n)*?) {6}"version": ")[^"]+/gm,
  'pipe.yml': /^(image: \S+:)\S+/m,
  'docs/image.md': /(\bcodescan\/code-scan-pipe:)\d+\.\d+\.\d+/g,
};

/**
 * Writes the next version into the project at `root`, and returns it.
 *
 * @throws before anything is written, where there is no change or a file is not as expected
 */
export function prepareRelease(root: string, now: Date): string {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const names = jsonFiles(join(root, pending)).toSorted();
  const changes = names.map((name) => parseChange(`${pending}/${name}`, read(`${pending}/${name}`)));
  const { version: current } = JSON.parse(read('package.json')) as { version: string };
  const version = nextVersion(current, changes);
  const release: Release = { version, created_at: now.toISOString(), changes };
  const texts = {
    ...Object.fromEntries(
      Object.entries(places).map(([path, place]) => [path, withVersion(path, read(path), place, version)]),
    ),
    [`.changes/${version}.json`]: `${JSON.stringify(release, null, 2)}\n`,
    'CHANGELOG.md': changelog([...readReleases(root), release]),
  };
  for (const [path, text] of Object.entries(texts)) writeFileSync(join(root, path), text);
  for (const name of names) rmSync(join(root, pending, name));
  return version;
}

export function readReleases(root: string): readonly Release[] {
  const folder = join(root, '.changes');
  return jsonFiles(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Release);
}

function jsonFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith('.json'));
}

function withVersion(path: string, text: string, place: RegExp, version: string): string {
  if (text.search(place) === -1) throw new Error(`${path} does not name the version where it is expected`);
  return text.replace(place, `$1${version}`);
}

if (import.meta.main) {
  try {
    process.stdout.write(`${prepareRelease('.', new Date())}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
