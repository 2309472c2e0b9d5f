import { ConfigError, messageOf, type Problem } from '../core/errors.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import { hasCommit } from '../repository/merge-base.ts';
import { readFileInside } from '../repository/source-trees.ts';
import { readSarifFiles } from '../sarif/read-sarif-files.ts';
import { scanners } from '../scanners/registry.ts';
import { selectScanners } from '../scanners/select-scanners.ts';
import { locateBaseline } from './baseline-file.ts';
import type { Configuration } from './configuration.ts';
import { readDestinationPolicy } from './destination-policy.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

/**
 * What is wrong with the files and names that the variables speak of, found before anything is sent.
 *
 * @throws ConfigError with every problem at once.
 */
export async function checkInputs(
  world: World,
  configuration: Configuration,
  workshop: Workshop,
): Promise<void> {
  const problems: Problem[] = [];
  const attempt = async (check: () => Promise<void> | void) => {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
    }
  };
  await attempt(() => checkPolicy(world, configuration, workshop));
  await attempt(() => checkScanners(configuration, workshop));
  await attempt(() => checkBaseline(world, configuration, workshop));
  if (problems.length > 0) throw new ConfigError(problems);
}

/** The policy as far as the environment says which one it is; a looked-up pull request's is read later. */
async function checkPolicy(
  world: World,
  { settings, pipelines }: Configuration,
  workshop: Workshop,
): Promise<void> {
  const { git } = workshop.checkout;
  const { destinationCommit, pullRequest } = pipelines;
  const isThere =
    destinationCommit !== undefined && git !== undefined && (await hasCommit(git, destinationCommit));
  const isPullRequest = pullRequest !== undefined;
  if (isPullRequest && !isThere) return;
  await readDestinationPolicy({
    checkout: workshop.checkout,
    change: {
      commit: '',
      baseDetail: '',
      pullRequests: isPullRequest ? [pullRequest] : [],
      ...(destinationCommit !== undefined && { destinationCommit }),
    },
    configFile: settings.configFile,
    isExplicit: Boolean(world.environment['CONFIG_FILE']),
  });
}

/** A name that the registry lacks may still be one of the policy's own scanners. */
async function checkScanners(
  { settings }: Configuration,
  { checkout, installation }: Workshop,
): Promise<void> {
  const own = (await policyHere(checkout.root, settings.configFile)).customScanners.map(({ name }) => name);
  const wanted = settings.scanners.filter((word) => !own.includes(word.replace(/^-/, '')));
  selectScanners({ known: scanners, wanted, files: [], installation });
}

async function policyHere(root: string, path: string): Promise<Policy> {
  const bytes = await readFileInside(root, path);
  if (bytes === undefined) return emptyPolicy;
  try {
    const { readPolicy } = await import('../policy/read-policy.ts');
    return readPolicy(bytes.toString(), path);
  } catch {
    return emptyPolicy; // the policy that counts is read, and its problems told, elsewhere
  }
}

async function checkBaseline(
  world: World,
  { settings }: Configuration,
  { checkout }: Workshop,
): Promise<void> {
  const { baseline } = settings;
  if (['auto', 'merge-base', 'changed-lines', 'none'].includes(baseline)) return;
  const where = 'BASELINE';
  const file = await locateBaseline(checkout.root, baseline);
  const { errors } = await readSarifFiles([file], {
    root: checkout.root,
    repositoryFiles: new Set(),
    log: { ...world.log, debug: () => undefined },
    signal: world.signal,
  });
  if (errors.length > 0) {
    throw new ConfigError(errors.map((error) => ({ where, message: `${error.file}: ${messageOf(error)}` })));
  }
}
