import { sep } from 'node:path';
import { ConfigError, messageOf, type Problem, unlessNamed } from '../core/errors.ts';
import type { Policy } from '../policy/policy.ts';
import { reportNames } from '../publishers/files-publisher.ts';
import { obstacleIn, obstacleTo } from '../publishers/write-file.ts';
import { hasCommit } from '../repository/merge-base.ts';
import { readFileInside } from '../repository/source-trees.ts';
import { expandSarifPatterns } from '../sarif/expand-sarif-patterns.ts';
import { readSarifFiles } from '../sarif/read-sarif-files.ts';
import { scanners } from '../scanners/registry.ts';
import { problemsOfWanted } from '../scanners/select-scanners.ts';
import { locateBaseline } from './baseline-file.ts';
import type { Configuration } from './configuration.ts';
import { readDestinationPolicy } from './destination-policy.ts';
import { previewNames } from './preview-names.ts';
import { collectedNames } from './sarif-files.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

interface Inputs {
  readonly world: World;
  readonly configuration: Configuration;
  readonly workshop: Workshop;
  /** What is wrong with the variables. */
  readonly told: readonly Problem[];
}

/**
 * Looks at the files and names that the variables speak of, before anything is sent or scanned.
 *
 * @throws ConfigError with every problem at once: those of the variables, and those found here
 */
export async function checkInputs(inputs: Inputs): Promise<void> {
  const problems: Problem[] = [...inputs.told];
  const attempt = async <Value>(check: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...unlessNamed(inputs.told, error.problems));
      return undefined;
    }
  };
  const policy = await attempt(() => readPolicyThatCounts(inputs));
  await attempt(() => checkScanners(inputs, policy));
  await attempt(() => checkBaseline(inputs));
  await attempt(() => checkOutput(inputs));
  if (problems.length > 0) throw new ConfigError([...problems, ...(await problemsOfSarifFiles(inputs))]);
}

/** As far as the environment says which one it is; a looked-up pull request's is read later. */
async function readPolicyThatCounts({
  world,
  configuration: { settings, pipelines },
  workshop,
  told,
}: Inputs): Promise<Policy | undefined> {
  const { git } = workshop.checkout;
  const { destinationCommit, pullRequest } = pipelines;
  const isThere =
    destinationCommit !== undefined && git !== undefined && (await hasCommit(git, destinationCommit));
  const isPullRequest = pullRequest !== undefined;
  if (isPullRequest && !isThere) return undefined;
  if (told.some(({ where }) => where === 'BITBUCKET_PR_ID')) return undefined;
  const { policy } = await readDestinationPolicy({
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
  return policy;
}

/** A name that the registry lacks may still be one of the policy's own scanners. */
async function checkScanners(
  { configuration: { settings }, workshop: { checkout } }: Inputs,
  policy: Policy | undefined,
): Promise<void> {
  const own =
    policy?.customScanners.map(({ name }) => name) ??
    (await ownScannersHere(checkout.root, settings.configFile));
  if (own === undefined) return;
  const known = new Set([...scanners.map(({ name }) => name), ...own]);
  const problems = problemsOfWanted(settings.scanners, [...known]);
  if (problems.length > 0) throw new ConfigError(problems);
}

/** By the policy in the folder, where the one that counts is not known or refused; undefined if it is no YAML. */
async function ownScannersHere(root: string, path: string): Promise<readonly string[] | undefined> {
  const bytes = await readFileInside(root, path);
  if (bytes === undefined) return [];
  const { readScannerNames } = await import('../policy/read-policy.ts');
  try {
    return readScannerNames(bytes.toString(), path);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return undefined;
  }
}

async function checkBaseline({
  world,
  configuration: { settings },
  workshop: { checkout },
}: Inputs): Promise<void> {
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

async function checkOutput({
  configuration: { settings },
  workshop: { outputFolder, checkout },
}: Inputs): Promise<void> {
  const holdsRepository = outputFolder === checkout.root || checkout.root.startsWith(`${outputFolder}${sep}`);
  const whole = holdsRepository
    ? 'it holds the repository; accepted: a folder of its own'
    : await obstacleIn(outputFolder, checkout.root);
  const written = [
    ...reportNames,
    ...collectedNames,
    ...(settings.mode === 'preview' ? Object.values(previewNames) : []),
  ];
  const names = whole === undefined ? written : [];
  const obstacles = [
    whole,
    ...(await Promise.all(names.map((name) => obstacleTo(outputFolder, checkout.root, name)))),
  ];
  const messages = new Set(obstacles.filter((message) => message !== undefined));
  if (messages.size > 0)
    throw new ConfigError([...messages].map((message) => ({ where: 'OUTPUT_DIR', message })));
}

/**
 * By themselves these make a run incomplete and not its configuration wrong: an earlier step may have broken. Where
 * the run ends anyway they are what the user would meet next.
 */
async function problemsOfSarifFiles({
  configuration: { settings },
  workshop: { checkout },
  told,
}: Inputs): Promise<readonly Problem[]> {
  const { unmatched } = await expandSarifPatterns(settings.sarifFiles ?? [], checkout.root);
  const problems = unmatched.map(({ pattern, detail }) => ({
    where: 'SARIF_FILES',
    message: `${JSON.stringify(pattern)}: ${detail}; accepted: paths or globs of files that an earlier step wrote`,
  }));
  return unlessNamed(told, problems);
}
