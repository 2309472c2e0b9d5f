import { spawn } from 'node:child_process';

export const image = 'code-scan-pipe';

export interface ContainerRun {
  readonly exitCode: number | null;
  readonly log: string;
  readonly seconds: number;
}

/** Where Pipelines mounts the clone: it has the same path inside and outside of a pipe's container. */
export const cloneDir = '/opt/atlassian/pipelines/agent/build';

/**
 * Runs the image as Pipelines runs a pipe: the clone mounted, the host's network, 1 GiB for everything, and the
 * given environment.
 */
export async function runImage(
  root: string,
  environment: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<ContainerRun> {
  const started = performance.now();
  const variables = Object.keys(environment).flatMap((name) => ['--env', name]);
  const args = [
    ...['run', '--rm', '--network=host', '--memory=1g', '--memory-swap=1g'],
    ...['--volume', `${root}:${cloneDir}`, '--workdir', cloneDir, '--env', `BITBUCKET_CLONE_DIR=${cloneDir}`],
    ...variables,
    ...options,
    image,
  ];
  const child = spawn('docker', args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const exitCode = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  return { exitCode, log: Buffer.concat(chunks).toString(), seconds: (performance.now() - started) / 1000 };
}
