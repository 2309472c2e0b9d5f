import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOrNothing, watchMemory } from './memory-peak.ts';

export const image = 'code-scan-pipe';
/** With osv-scanner. */
export const fullImage = 'code-scan-pipe-full';

export interface ContainerRun {
  readonly exitCode: number | null;
  readonly log: string;
  readonly seconds: number;
  /** Most memory of all its processes, in MiB; undefined where that cannot be seen from here. */
  readonly peakMegabytes: number | undefined;
}

/** Where Pipelines mounts the clone: it has the same path inside and outside of a pipe's container. */
export const cloneDir = '/opt/atlassian/pipelines/agent/build';

/**
 * Runs the image as Pipelines runs a pipe: the clone mounted, the host's network, 1 GiB for everything, and the
 * given environment. Of an option that is given twice the last one counts.
 */
export async function runImage(
  root: string,
  environment: Readonly<Record<string, string>>,
  options: readonly string[] = [],
  name = image,
): Promise<ContainerRun> {
  const started = performance.now();
  const variables = Object.keys(environment).flatMap((name) => ['--env', name]);
  const idFile = join(mkdtempSync(join(tmpdir(), 'container-')), 'id');
  const args = [
    ...['run', '--rm', '--network=host', '--memory=1g', '--memory-swap=1g', `--cidfile=${idFile}`],
    ...['--volume', `${root}:${cloneDir}`, '--workdir', cloneDir, '--env', `BITBUCKET_CLONE_DIR=${cloneDir}`],
    ...variables,
    ...options,
    name,
  ];
  const child = spawn('docker', args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const memory = watchMemory(() => readOrNothing(idFile).trim() || undefined);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  try {
    const exitCode = await new Promise<number | null>((done, fail) => {
      child.on('error', fail);
      child.on('close', done);
    });
    const log = Buffer.concat(chunks).toString();
    const seconds = (performance.now() - started) / 1000;
    return { exitCode, log, seconds, peakMegabytes: memory.peak() };
  } finally {
    memory.stop();
  }
}

/** The output of a command of the engine. @throws where it fails */
export function docker(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`docker ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

/** The output of a shell command inside the image. */
export function insideImage(command: string): string {
  return docker('run', '--rm', '--network=host', '--entrypoint=sh', image, '-c', command);
}
