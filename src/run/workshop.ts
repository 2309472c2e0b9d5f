import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { begin } from '../core/begin.ts';
import { ConfigError, messageOf, type Problem, unlessNamed } from '../core/errors.ts';
import { isInside } from '../core/is-inside.ts';
import { createRunTool, type RunTool, type ToolLimits } from '../process/run-tool.ts';
import { type Checkout, openCheckout } from '../repository/checkout.ts';
import { type FileList, listFiles } from '../repository/list-files.ts';
import { findOrigin } from '../repository/origin.ts';
import type { Budget } from '../scanners/budget.ts';
import { createInstallation, type Installation } from '../scanners/installation.ts';
import { scanBudget } from '../scanners/run-scanners.ts';
import type { Configuration } from './configuration.ts';
import { memoryLimit } from './memory-limit.ts';
import type { World } from './world.ts';

/** The folder under scan, the tools at hand, and a place to work in that is gone at the end. */
export interface Workshop extends AsyncDisposable {
  readonly checkout: Checkout;
  readonly installation: Installation;
  readonly runTool: RunTool;
  readonly workFolder: string;
  /** Absolute. */
  readonly outputFolder: string;
  /** The output folder relative to the checkout with `/`, if it is inside. */
  readonly outputDir?: string;
  /** What all scanners share. */
  readonly budget: Budget;
  readonly cores: number;
  readonly memoryMegabytes: number;
  /** What each scanner is held to; undefined where the machine does not let us. */
  readonly limits: ToolLimits | undefined;
  /** The files to scan, as they were when this was first asked. Throws a ToolError where git cannot tell. */
  files(): Promise<FileList>;
}

/** Far above what a scanner needs: a log of a million findings takes a gigabyte. */
const scannerLimits = { openFiles: 4096, fileBytes: 4 * 1024 ** 3 };

/**
 * V8 reserves half a gigabyte for code before it starts, and as much for other things, and uses little of it. What is
 * really used is held to the container's limit by the kernel.
 */
const reservedMegabytes = 1024;

/**
 * @param told what is wrong with the configuration already
 * @throws ConfigError where there is no folder to scan, or none to work in; with what was told
 */
export async function openWorkshop(
  world: World,
  configuration: Configuration,
  told: readonly Problem[],
): Promise<Workshop> {
  try {
    return await open(world, configuration);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError([...told, ...unlessNamed(told, error.problems)]);
  }
}

async function open(world: World, { settings, pipelines }: Configuration): Promise<Workshop> {
  const folder = resolve(world.cwd, pipelines.cloneDir ?? '.');
  const installation = createInstallation({
    root: world.folder,
    programs: world.folder,
    node: world.node,
    path: world.environment['PATH'],
    repository: folder,
    environment: world.environment,
  });
  const runTool = createRunTool(installation.find('timeout'), {
    prlimit: installation.find('prlimit'),
    choom: installation.find('choom'),
  });
  const limit = await memoryLimit();
  const restricted = begin(
    restrict(runTool, installation, world, {
      ...scannerLimits,
      ...(limit !== undefined && { memoryMegabytes: limit + reservedMegabytes }),
    }),
  );
  const workFolder = await makeWorkFolder(world.temporaryFolder);
  // A process that a scanner left behind may still write there: that must neither stay nor change the result.
  const dispose = () =>
    rm(workFolder, { recursive: true, force: true, maxRetries: 5 }).catch((error: unknown) =>
      world.log.debug(`${workFolder} could not be removed: ${messageOf(error)}`),
    );
  try {
    const checkout = await openCheckout({
      folder,
      workFolder,
      gitProgram: installation.find('git'),
      path: installation.environment['PATH'] ?? '',
      runTool,
      signal: world.signal,
      // A preview leaves the network alone.
      ...(settings.mode !== 'preview' && {
        findOrigin: (gitDir) => findOrigin(gitDir, pipelines, world.environment),
      }),
    });
    const outputFolder = resolve(checkout.root, settings.outputDir);
    const outputDir = inside(checkout.root, outputFolder);
    let files: Promise<FileList> | undefined;
    const machine = { cores: availableParallelism(), memoryMegabytes: limit ?? pipeMegabytes };
    return {
      checkout,
      installation,
      runTool,
      workFolder,
      outputFolder,
      ...(outputDir !== undefined && { outputDir }),
      ...machine,
      budget: scanBudget(machine),
      limits: await restricted,
      files() {
        const untracked = pipelines.commit === undefined;
        files ??= listFiles(checkout, { untracked, ...(outputDir !== undefined && { outputDir }) });
        return files;
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Relative with `/`; undefined for a folder outside. */
function inside(root: string, folder: string): string | undefined {
  return isInside(root, folder) ? relative(root, folder).split(sep).join('/') : undefined;
}

/** @throws ConfigError where nothing can be written, as in a container whose file system is read-only */
async function makeWorkFolder(temporaryFolder: string): Promise<string> {
  try {
    return await mkdtemp(join(temporaryFolder, 'code-scan-'));
  } catch (error) {
    throw new ConfigError([
      {
        where: 'TMPDIR',
        message: `the pipe needs a folder to work in, and cannot make one in ${temporaryFolder} (${messageOf(error)}); with a read-only file system, mount a writable one (docker run --tmpfs /tmp)`,
      },
    ]);
  }
}

/**
 * Keeps a crash from writing the credential, which is in memory, to the disk of the machine, and tells to what the
 * scanners can be held: a limit above the machine's own, or a `/proc` that is not writable, would keep every tool from
 * starting. Mostly one process does both.
 */
async function restrict(
  runTool: RunTool,
  { find, environment }: Installation,
  { pid, signal }: World,
  limits: ToolLimits,
): Promise<ToolLimits | undefined> {
  const how = { cwd: '/', env: environment, timeoutSeconds: 5, signal };
  const prlimit = find('prlimit');
  if (prlimit !== undefined && pid !== undefined) {
    const forbid = { tool: prlimit, args: [`--pid=${pid}`, '--core=0:0'], ...how };
    if ((await runTool({ ...forbid, limits })).exitCode === 0) return limits;
    await runTool(forbid);
  }
  const tool = find('true');
  if (tool === undefined) return undefined;
  return (await runTool({ tool, args: [], ...how, limits })).exitCode === 0 ? limits : undefined;
}

/** A pipe has what its docker service has: 1024 MB unless more is set. */
const pipeMegabytes = 1024;
