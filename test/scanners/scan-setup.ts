import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Log } from '../../src/core/log.ts';
import { createRunTool } from '../../src/process/run-tool.ts';
import { createInstallation, type Installation } from '../../src/scanners/installation.ts';
import type { ScanContext, ScanOutcome, ScanTarget } from '../../src/scanners/scanner.ts';

export const projectRoot = resolve(import.meta.dirname, '../..');

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'scan '));
}

/** A folder with these files. */
export function repository(files: Readonly<Record<string, string | Buffer>>): ScanTarget {
  const root = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return { root, files: Object.keys(files) };
}

export function installation(
  places: { root?: string; programs?: string; path?: string; environment?: Record<string, string> } = {},
): Installation {
  return createInstallation({
    root: places.root ?? projectRoot,
    programs: places.programs ?? join(projectRoot, 'dist'),
    node: process.execPath,
    path: places.path ?? process.env['PATH'],
    repository: '/nowhere',
    ...(places.environment !== undefined && { environment: places.environment }),
  });
}

export function scanContext(more: Partial<ScanContext> = {}): ScanContext {
  return {
    runTool: createRunTool('/usr/bin/timeout'),
    workFolder: temporaryFolder(),
    installation: installation(),
    timeoutSeconds: 60,
    signal: new AbortController().signal,
    parallelism: 2,
    ...more,
  };
}

/** Bundles one of our scanner programs as the build does, into an empty folder without node_modules. */
export async function bundledPrograms(...names: readonly string[]): Promise<string> {
  const outdir = temporaryFolder();
  await build({
    entryPoints: Object.fromEntries(
      names.map((name) => [name, join(projectRoot, `src/scanners/programs/${name}.ts`)]),
    ),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  writeFileSync(join(outdir, 'package.json'), '{ "type": "module" }');
  return outdir;
}

/** The parts of SARIF that the tests look at. */
export interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly version: string;
      readonly rules: readonly {
        readonly id: string;
        readonly shortDescription: { readonly text: string };
        readonly help: { readonly text: string };
        readonly properties: { readonly 'security-severity'?: string; readonly tags: readonly string[] };
      }[];
    };
  };
  readonly results: readonly {
    readonly ruleId: string;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region?: {
          readonly startLine: number;
          readonly endLine: number;
          readonly startColumn: number;
          readonly endColumn: number;
          readonly snippet?: { readonly text: string };
        };
      };
    }[];
    readonly suppressions?: readonly { readonly kind: string }[];
    readonly fixes?: readonly unknown[];
  }[];
}

export function sarifRuns(outcome: ScanOutcome): SarifRun[] {
  return outcome.sarif.flatMap(
    (file) => (JSON.parse(readFileSync(file, 'utf8')) as { runs: SarifRun[] }).runs,
  );
}

/** `rule path:line:column` of every result, and whether it is suppressed. */
export function places(outcome: ScanOutcome): string[] {
  return sarifRuns(outcome)
    .flatMap(({ results }) => results)
    .map(({ ruleId, locations, suppressions }) => {
      const place = locations[0]?.physicalLocation;
      const region = place?.region;
      const at = `${decodeURIComponent(place?.artifactLocation.uri ?? '')}:${region?.startLine}:${region?.startColumn}`;
      return `${ruleId} ${at}${suppressions === undefined ? '' : ' suppressed'}`;
    })
    .sort();
}

/** Keeps what was logged, as `level message`. */
export function memoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
