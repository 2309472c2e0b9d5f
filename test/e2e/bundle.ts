import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface BundleRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly log: string;
  readonly seconds: number;
}

/** The bundle in a folder of its own, without node_modules beside it: what the image holds. */
export function installBundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  cpSync(resolve('dist'), folder, { recursive: true });
  if (!existsSync(join(folder, 'main.js'))) throw new Error('dist/ is missing: npm run build');
  return join(folder, 'main.js');
}

/** Where ast-grep is found, as the image has it on the PATH. */
export const toolPath = `${resolve('node_modules/.bin')}:/usr/bin:/bin`;

/** Runs the bundle in `cwd` with exactly this environment, and a PATH. */
export async function runBundle(
  main: string,
  cwd: string,
  environment: Readonly<Record<string, string>>,
  during?: (kill: (signal: NodeJS.Signals) => void) => void,
): Promise<BundleRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [main], {
    cwd,
    env: { PATH: toolPath, TMPDIR: tmpdir(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  during?.((signal) => child.kill(signal));
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, by) => done([code, by]));
  });
  return {
    exitCode,
    signal,
    log: Buffer.concat(chunks).toString(),
    seconds: (performance.now() - started) / 1000,
  };
}

export interface ReportJson {
  readonly verdict: string;
  readonly commit: string;
  readonly baseline: { readonly kind: string; readonly commit?: string };
  readonly counts: Readonly<Record<string, number>> & {
    readonly bySeverity: Readonly<Record<string, number>>;
  };
  readonly scanners: readonly { readonly name: string; readonly outcome: string }[];
  readonly findings: readonly {
    readonly fingerprint: string;
    readonly rule: string;
    readonly path?: string;
    readonly startLine?: number;
    readonly disposition: string;
    readonly severity: string;
    readonly message: string;
  }[];
  readonly fixed: readonly { readonly rule: string; readonly path?: string }[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly publications: readonly {
    readonly publisher: string;
    readonly outcome: string;
    readonly writes: number;
    readonly detail?: string;
  }[];
}

export function readReport(cwd: string, folder = 'code-scan-report'): ReportJson {
  return JSON.parse(readFileSync(join(cwd, folder, 'report.json'), 'utf8')) as ReportJson;
}
