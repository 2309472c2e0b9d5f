import { pipelinesProxy } from '../bitbucket/credentials.ts';
import { type Check, examine, type RemotePublisher } from '../bitbucket/doctor.ts';
import type { Change } from '../core/change.ts';
import { type ExitCode, exitCodes } from '../core/exit-code.ts';
import { deadline } from '../http/deadline.ts';
import { resolveChanges } from '../repository/resolve-change.ts';
import { programVersion } from '../scanners/program-version.ts';
import { scanners } from '../scanners/registry.ts';
import type { Scanner } from '../scanners/scanner.ts';
import type { Configuration } from './configuration.ts';
import { wantedPublishers } from './publish-context.ts';
import { clockOf, openRemote } from './remote.ts';
import { tellChecks } from './tell-checks.ts';
import { waysOut } from './ways-out.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

/** Tries what the configured publishers need and prints a table; sends nothing but reads. */
export async function doctor(
  world: World,
  configuration: Configuration,
  workshop: Workshop,
): Promise<ExitCode> {
  const { log } = world;
  const bitbucket = await bitbucketRows(world, configuration);
  tellChecks(log, 'Bitbucket', bitbucket);
  const history = await historyRows(world, configuration, workshop);
  tellChecks(log, 'Clone', history);
  const scanners = await scannerRows(world, workshop);
  tellChecks(log, 'Scanners', scanners);
  const rows = [...bitbucket, ...history, ...scanners];
  log.info('Result', { look: 'section' });
  const broken = rows.filter(
    ({ publisher, outcome }) => publisher !== undefined && outcome !== 'ok' && outcome !== 'skipped',
  );
  if (broken.length === 0) {
    log.info('the configured publishers would work', { look: 'passed' });
    return exitCodes.passed;
  }
  const names = broken.map(({ publisher }) => publisher).join(', ');
  log.error(`would not work: ${names}`, { look: 'failed', code: 'what-bitbucket-answered' });
  return exitCodes.configuration;
}

/** What `auto` publishes with the credential at hand. */
function publishersOf({ settings, credentials }: Configuration): readonly RemotePublisher[] {
  const wanted = wantedPublishers(settings);
  if (wanted === 'none') return [];
  if (wanted !== 'auto') return wanted;
  if (credentials === undefined) return [];
  return credentials.kind === 'pipelines-proxy' ? ['insights'] : ['status', 'insights', 'summary', 'inline'];
}

async function bitbucketRows(world: World, configuration: Configuration): Promise<readonly Check[]> {
  const { settings, pipelines, credentials } = configuration;
  if (pipelines.repository === undefined) {
    return [
      {
        check: 'repository',
        outcome: credentials === undefined ? 'skipped' : 'missing',
        detail: 'BITBUCKET_WORKSPACE and BITBUCKET_REPO_SLUG are not set',
        ...(credentials !== undefined && { publisher: 'status', remedy: 'set both, as Pipelines does' }),
      },
    ];
  }
  const clock = clockOf(world);
  return examine({
    apiUrl: settings.bitbucketApiUrl,
    repository: pipelines.repository,
    publishers: publishersOf(configuration),
    clock,
    random: world.random,
    log: world.log,
    deadline: deadline('examining', 60, clock, world.signal),
    proxies: waysOut(world),
    ...(credentials !== undefined && { credentials }),
    ...(pipelines.insidePipe && { insightsProxy: pipelinesProxy.fromPipe }),
    ...(pipelines.commit !== undefined && { commit: pipelines.commit }),
    ...(pipelines.pullRequest !== undefined && { pullRequest: pipelines.pullRequest }),
  });
}

async function historyRows(
  world: World,
  configuration: Configuration,
  { checkout }: Workshop,
): Promise<readonly Check[]> {
  if (checkout.git === undefined) {
    return [
      { check: 'git', outcome: 'failed', detail: checkout.detail ?? '', remedy: 'run it in a checkout' },
    ];
  }
  const version = (await checkout.git.tryText(['version'])) ?? 'git';
  await using remote = await openRemote(world, configuration);
  const [{ change }] = await resolveChanges({
    git: checkout.git,
    pipelines: configuration.pipelines,
    bitbucket: remote.reading,
    // What could not be asked has a row of its own.
    log: { ...world.log, warn: world.log.debug },
  });
  return [{ check: 'git', outcome: 'ok', detail: version }, mergeBaseRow(change)];
}

/** A first commit has none and needs none: what it changes is known all the same. */
function mergeBaseRow({ base, baseDetail, files, pullRequests }: Change): Check {
  const check = 'merge base';
  if (base !== undefined) return { check, outcome: 'ok', detail: `${base.slice(0, 12)} (${baseDetail})` };
  if (files !== undefined && pullRequests.length === 0) return { check, outcome: 'ok', detail: baseDetail };
  return { check, outcome: 'failed', detail: baseDetail, remedy: 'set clone: depth: full in the step' };
}

async function scannerRows(
  world: World,
  { installation, runTool, workFolder }: Workshop,
): Promise<readonly Check[]> {
  const isThere = (scanner: Scanner) => scanner.missing(installation) === undefined;
  const optional = scanners.filter((scanner) => scanner.auto !== 'always' && !isThere(scanner));
  const rows = scanners.map(async (scanner): Promise<readonly Check[]> => {
    if (optional.includes(scanner)) return [];
    const check = `scanner ${scanner.name}`;
    const missing = scanner.missing(installation);
    if (missing !== undefined) return [{ check, outcome: 'missing', detail: missing }];
    const { program } = scanner;
    const tool = program === undefined ? undefined : installation.find(program.name);
    if (program === undefined || tool === undefined) {
      return [{ check, outcome: 'ok', detail: 'part of the pipe' }];
    }
    const context = {
      installation,
      runTool,
      workFolder,
      timeoutSeconds: 30,
      parallelism: 1,
      signal: world.signal,
    };
    return [{ check, outcome: 'ok', detail: await programVersion(tool, program, context) }];
  });
  const names = optional.map(({ name }) => name).join(', ');
  const others: Check = { check: 'not installed', outcome: 'skipped', detail: names };
  return [...(await Promise.all(rows)).flat(), ...(names === '' ? [] : [others])];
}
