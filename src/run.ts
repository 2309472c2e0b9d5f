import { begin } from './core/begin.ts';
import { type ExitCode, exitCodeFor, exitCodeOfPart } from './core/exit-code.ts';
import { publishAll } from './publishers/publish-all.ts';
import { askAhead } from './repository/ask-ahead.ts';
import { type ResolvedChange, resolveChanges } from './repository/resolve-change.ts';
import { announced, beforeAnnounced } from './run/announced.ts';
import { checkInputs } from './run/check-inputs.ts';
import { clearOutput } from './run/clear-output.ts';
import { readConfiguration } from './run/configuration.ts';
import { readDestinationPolicy } from './run/destination-policy.ts';
import { identityOf } from './run/identity.ts';
import { askForNewerVersion } from './run/newer-version.ts';
import type { Preview } from './run/preview.ts';
import { noRemote, openRemote } from './run/remote.ts';
import { reportOn, worstOf } from './run/report-on.ts';
import { shareResult } from './run/share-result.ts';
import { tellFurtherChange } from './run/tell-choice.ts';
import { tellResult } from './run/tell-result.ts';
import { openWorkshop } from './run/workshop.ts';
import type { World } from './run/world.ts';

/**
 * A run of the pipe from the environment to the exit code.
 *
 * @throws ConfigError before anything is sent; Interrupted where a signal ended the run; any other error is our bug.
 */
export async function run(world: World): Promise<ExitCode> {
  const startedAt = new Date(world.now());
  const { configuration, problems: told } = readConfiguration(world.environment);
  const { settings, pipelines } = configuration;
  await using workshop = await openWorkshop(world, configuration, told);
  if (settings.mode !== 'doctor' && told.length === 0) {
    // To look at all files takes git the longest: it goes on meanwhile.
    void begin(workshop.files());
    const { commit, destinationCommit: destination } = pipelines;
    const { git } = workshop.checkout;
    if (git !== undefined && commit !== undefined && destination !== undefined) {
      void begin(askAhead(git, { commit, destination }, settings.configFile));
    }
  }
  await checkInputs({ world, configuration, workshop, told });
  if (settings.mode === 'doctor') {
    const { doctor } = await import('./run/doctor.ts');
    return await doctor(world, configuration, workshop);
  }

  const { checkout } = workshop;
  await clearOutput(workshop);
  // A preview speaks to its own Bitbucket only.
  await using remote = settings.mode === 'preview' ? noRemote : await openRemote(world, configuration);
  const early = { world, configuration, remote };
  const changes = await beforeAnnounced(early, () =>
    resolveChanges({
      git: checkout.git,
      pipelines,
      bitbucket: remote.reading,
      log: world.log,
      reportId: settings.reportId,
    }),
  );
  await using preview =
    settings.mode === 'preview' ? await startPreview(world, workshop, configuration, changes[0]) : undefined;
  const stages = await beforeAnnounced(early, () => mapEach(changes, prepare));
  const [{ stage }] = stages;
  const identity = identityOf(configuration, stage.change, preview?.repository);

  return await announced(stage, identity, async (start) => {
    const run = { ...identity, startedAt };
    const newerVersion = askForNewerVersion(world, configuration);
    const reports = await mapEach(stages, (each) => {
      if (each !== stages[0]) tellFurtherChange(world.log, each.stage.change);
      return reportOn(each.stage, run, each.found, each.warnings);
    });
    const { report, context, secrets } = worstOf(reports);
    const others = reports.filter((other) => other.report !== report);
    const publications = await publishAll(report, context, start, others);
    await preview?.render(secrets.head.maskAll);
    await shareResult(stage, report);
    tellResult(world, report, publications, {
      outputFolder: workshop.outputFolder,
      mode: settings.mode,
      otherPullRequests: others.flatMap((other) => other.report.change.pullRequests),
    });
    newerVersion.tell();
    const exitCodeOf = settings.mode === 'collect' ? exitCodeOfPart : exitCodeFor;
    return exitCodeOf(report.verdict, publications);
  });

  /** Each pull request is judged by the policy of its own destination. */
  async function prepare(found: ResolvedChange) {
    const change = preview?.change ?? found.change;
    const isExplicit = Boolean(world.environment['CONFIG_FILE']);
    const read = await readDestinationPolicy({
      checkout,
      change,
      configFile: settings.configFile,
      isExplicit,
    });
    const stage = {
      world,
      configuration,
      workshop,
      remote: preview?.remote ?? remote,
      change,
      policy: read.policy,
    };
    return { stage, found, warnings: [...configuration.warnings, ...read.warnings] };
  }
}

/** One after the other: each scan has the machine to itself. */
async function mapEach<T, R>(
  [first, ...rest]: readonly [T, ...T[]],
  work: (item: T) => Promise<R>,
): Promise<[R, ...R[]]> {
  const results: [R, ...R[]] = [await work(first)];
  for (const item of rest) results.push(await work(item));
  return results;
}

async function startPreview(
  ...inputs: Parameters<typeof import('./run/preview.ts').openPreview>
): Promise<Preview> {
  const { openPreview } = await import('./run/preview.ts');
  return openPreview(...inputs);
}
