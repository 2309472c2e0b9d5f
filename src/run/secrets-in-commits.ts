import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '../core/errors.ts';
import type { Warning } from '../core/report.ts';
import { type CommitBlob, listCommitBlobs } from '../repository/commit-blobs.ts';
import type { Git } from '../repository/git.ts';
import { isLeftOut } from '../repository/left-out.ts';
import { hasCommit } from '../repository/merge-base.ts';
import { readBlobs } from '../repository/read-blobs.ts';
import { readSarifFiles } from '../sarif/read-sarif-files.ts';
import { writeSarif } from '../scanners/sarif-log.ts';
import type { Scanner } from '../scanners/scanner.ts';
import { secretlint } from '../scanners/secretlint.ts';
import { leakedSecretsSarif } from '../scanners/secrets/leaked-secrets.ts';
import { leakedSecrets } from './leaked-secrets.ts';
import { nothingScanned, type Scanned, type ScanOptions, scan } from './scan.ts';
import type { Stage } from './stage.ts';

/** A pull request beyond this is looked into as far as this goes, and says so. */
const limits = { commits: 500, eachBytes: 1024 * 1024, allBytes: 64 * 1024 * 1024 };

/**
 * Secrets that a commit of the pull request added and a later one took out again: they are in no file any more, and
 * in the history for good. What is still in the tree, or was there before, is the scan of the tree's to tell.
 * What could not be looked into is a warning.
 *
 * @param isIncluded Which paths are looked into.
 */
export async function scanCommits(
  stage: Stage,
  scanners: readonly Scanner[],
  options: ScanOptions,
  isIncluded: (path: string) => boolean,
): Promise<Scanned> {
  const { change, workshop } = stage;
  const { git } = workshop.checkout;
  if (change.pullRequests.length === 0 || !scanners.includes(secretlint) || git === undefined) {
    return nothingScanned;
  }
  const { base, commit } = change;
  if (base === undefined || !(await hasCommit(git, base)) || !(await hasCommit(git, commit))) {
    return {
      ...nothingScanned,
      warnings: [unread(`their beginning is not in the clone (${change.baseDetail})`)],
    };
  }
  try {
    return await scanRange({ git, base, commit }, options, isIncluded);
  } catch (error) {
    options.signal.throwIfAborted();
    return { ...nothingScanned, warnings: [unread(messageOf(error))] };
  }
}

interface Range {
  readonly git: Git;
  readonly base: string;
  readonly commit: string;
}

async function scanRange(
  range: Range,
  options: ScanOptions,
  isIncluded: (path: string) => boolean,
): Promise<Scanned> {
  const { git, base, commit } = range;
  const { workshop, log } = options;
  const listed = await listCommitBlobs(git, base, commit, limits.commits);
  const wanted = listed.blobs.filter(({ path }) => !isLeftOut(path) && isIncluded(path));
  const folder = await mkdtemp(join(workshop.workFolder, 'commits-'));
  const { written, leftOut } = await writeBlobs(git, wanted, folder);
  const warnings = [
    ...(listed.isCut ? [unread(`only the newest ${listed.commits} of them are looked into`)] : []),
    ...(leftOut > 0
      ? [unread(`${leftOut} versions of files are too large or too many, or not in the clone`)]
      : []),
  ];
  const files = [...written.keys()];
  if (files.length === 0) return { ...nothingScanned, warnings };
  const side = { root: folder, files, allFiles: files, name: ' on the commits' };
  const [scanned = nothingScanned] = await scan([secretlint], [side], options);
  const leaked = await leakedSecrets(scanned.findings, { ...range, folder, written });
  const counts = `${files.length} versions of files in ${listed.commits} commits`;
  log.debug(`looked for secrets in ${counts}: ${leaked.length} are in no file any more`);
  const file = join(folder, '..', `${basename(folder)}.sarif`);
  const version = scanned.runs[0]?.version ?? '';
  const told =
    leaked.length === 0 ? nothingScanned : await tell(file, leakedSecretsSarif(leaked, version), options);
  return {
    ...told,
    warnings,
    elsewhere: scanned.runs.map((run) => ({ ...run, on: 'the commits of the pull request' })),
  };
}

/** Written and read again, so that these findings are what all others are, in `report.sarif` too. */
async function tell(
  file: string,
  source: Parameters<typeof writeSarif>[1],
  { log, signal }: ScanOptions,
): Promise<Scanned> {
  await writeSarif(file, source);
  const scanner = { name: secretlint.name, kind: secretlint.kind };
  const { findings } = await readSarifFiles([file], {
    root: dirname(file),
    repositoryFiles: new Set(),
    log,
    signal,
    scanner,
  });
  return {
    ...nothingScanned,
    findings: findings.map((finding) => ({
      ...finding,
      source: { ...finding.source, file: basename(file) },
    })),
    sarif: [{ path: file, file: basename(file), scanner }],
  };
}

/** Folders of a path that are kept, and characters of each. */
const mostFolders = 20;
const longestName = 100;

/**
 * Each content under a number of its own, with the words of its path: what stands in a test or in documentation is judged
 * by them here as it is in the tree. Of a path from the history nothing else is trusted.
 */
async function writeBlobs(git: Git, blobs: readonly CommitBlob[], folder: string) {
  const { contents } = await readBlobs(git, [...new Set(blobs.map(({ hash }) => hash))], limits);
  const written = new Map<string, CommitBlob>();
  let bytes = 0;
  for (const [index, blob] of blobs.entries()) {
    const content = contents.get(blob.hash);
    // Copies count as well: a commit may have any number of one large file.
    if (content === undefined || bytes + content.length > limits.allBytes) continue;
    bytes += content.length;
    const name = `${index}/${harmlessPath(blob.path)}`;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
    written.set(name, blob);
  }
  return { written, leftOut: blobs.length - written.size };
}

/** No part of it is `.` or `..`, none begins with a dot but the last. */
function harmlessPath(path: string): string {
  const parts = path.split('/').map((part) => part.replace(/[^\w.-]/g, '_').slice(-longestName));
  const name = parts.pop() ?? '';
  const folders = parts.slice(-mostFolders).map((part) => part.replace(/^\.+|^$/, '_'));
  return [...folders, name].join('/');
}

function unread(why: string): Warning {
  const message = `secrets that commits of the pull request added and took out again may be missed: ${why}`;
  return { code: 'commits-unread', message };
}
