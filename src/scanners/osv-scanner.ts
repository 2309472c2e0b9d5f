import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argumentChunks } from './argument-chunks.ts';
import { childEnvironment } from './child-environment.ts';
import { parseJson } from './json-fields.ts';
import { decodeOsvReport, type VulnerablePackage } from './osv/osv-report.ts';
import { osvSarif } from './osv/osv-sarif.ts';
import { programVersion } from './program-version.ts';
import { writeSarif } from './sarif-log.ts';
import { scanOutcome } from './scan-outcome.ts';
import type { ScanContext, Scanner, ScanOutcome, ScanTarget } from './scanner.ts';
import { type Failure, failed, failureOf, lastWords } from './tool-failure.ts';

const name = 'osv-scanner';
const notInstalled = 'osv-scanner is not on the PATH (https://google.github.io/osv-scanner)';
/**
 * 1: vulnerabilities were found; 128: the files name no package.
 * https://google.github.io/osv-scanner/output/#return-codes
 */
const goodExitCodes = [0, 1, 128];
const server = 'api.osv.dev';
const notReached = `could not ask ${server} for vulnerabilities. Let the step reach it, bring a database (docs/dependencies.md), or leave the scanner out with SCANNERS: -${name}`;
/** Beside the programs: with it no server is asked. https://google.github.io/osv-scanner/usage/offline-mode */
const databaseFolder = 'osv-database';

/** Files that say which versions are installed: https://google.github.io/osv-scanner/supported-languages-and-lockfiles */
const lockFile =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|requirements[^/]*\.txt|go\.mod|Gemfile\.lock|gems\.locked|composer\.lock|Cargo\.lock|pom\.xml|gradle\.lockfile|buildscript-gradle\.lockfile|packages\.lock\.json|mix\.lock|pubspec\.lock|renv\.lock|conan\.lock|stack\.yaml\.lock|cabal\.project\.freeze)$/;

/** Known vulnerabilities of the packages that lock files name, from https://osv.dev. */
export const osvScanner: Scanner = {
  name,
  kind: 'dependencies',
  description: 'Known vulnerabilities of the packages in lock files, with the version that mends them',
  auto: 'installed',
  program: { name },
  needsNetwork: true,
  memoryMegabytes: 350,
  looksAcrossFiles: false,
  selects: (files) => files.filter((file) => lockFile.test(file)),
  missing: ({ find }) => (find(name) === undefined ? notInstalled : undefined),
  scan,
};

async function scan(target: ScanTarget, context: ScanContext): Promise<ScanOutcome> {
  const startedAt = performance.now();
  const tool = context.installation.find(name);
  if (tool === undefined) return scanOutcome(name, { version: '', startedAt, failure: failed(notInstalled) });
  const version = await programVersion(tool, {}, context);
  const database = join(context.installation.programs, databaseFolder);
  const offline = existsSync(database);
  const packages: VulnerablePackage[] = [];
  let failure: Failure | undefined;
  for (const files of argumentChunks(target.files)) {
    const ended = await context.runTool({
      tool,
      args: [
        ...['scan', 'source', '--format', 'json', '--verbosity', 'error'],
        // An empty configuration of ours, so that an osv-scanner.toml of the tree ignores nothing.
        ...['--config', '/dev/null', ...(offline ? ['--offline'] : [])],
        ...files.flatMap((file) => ['--lockfile', join(target.root, file)]),
      ],
      cwd: target.root,
      env: {
        ...childEnvironment(context, { network: !offline }),
        GOMEMLIMIT: '300MiB',
        ...(offline && { OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: database }),
      },
      timeoutSeconds: Math.max(1, context.timeoutSeconds - (performance.now() - startedAt) / 1000),
      signal: context.signal,
    });
    failure = failureOf(ended, goodExitCodes);
    if (failure?.outcome === 'failed' && ended.stderr.includes(server)) {
      failure = failed(`${notReached}${lastWords(ended.stderr)}`);
    }
    const found = decodeOsvReport(parseJson(ended.stdout.toString('utf8')), target.root);
    packages.push(...(found ?? []));
    if (failure === undefined && found === undefined && ended.exitCode !== 128) {
      failure = failed('wrote something that is no report');
    }
    if (failure !== undefined) break;
  }
  const read = (path: string) => readFile(join(target.root, path), 'utf8').catch(() => '');
  const source = await osvSarif(packages, version, read);
  const sarif = join(context.workFolder, 'osv-scanner.sarif');
  await writeSarif(sarif, source);
  return scanOutcome(name, { version, startedAt, failure, findings: source.results.length, sarif: [sarif] });
}
