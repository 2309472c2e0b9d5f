import { pipelinesProxy } from '../bitbucket/credentials.ts';
import { type Check, examine, type RemotePublisher } from '../bitbucket/doctor.ts';
import { type ExitCode, exitCodes } from '../core/exit-code.ts';
import { deadline } from '../http/deadline.ts';
import { resolveChanges } from '../repository/resolve-change.ts';
import { programVersion } from '../scanners/program-version.ts';
import { scanners } from '../scanners/registry.ts';
import type { Configuration } from './configuration.ts';
import { wantedPublishers } from './publish-context.ts';
import { clockOf, openRemote, waysOut } from './remote.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

const signs = { ok: '✔', missing: '✖', failed: '✖', skipped: '-' } as const;

/** Tries what the configured publishers need and prints a table; sends nothing but reads. */
export async function doctor(
  world: World,
  configuration: Configuration,
  workshop: Workshop,
): Promise<ExitCode> {
  const rows = [
    ...(await bitbucketRows(world, configuration)),
    ...(await historyRows(world, configuration, workshop)),
    ...(await scannerRows(world, workshop)),
  ];
  const width = Math.max(...rows.map(({ check }) => check.length));
  for (const { check, outcome, detail, remedy } of rows) {
    const say = outcome === 'missing' || outcome === 'failed' ? world.log.warn : world.log.info;
    say(`${signs[outcome]} ${check.padEnd(width)}  ${detail}${remedy === undefined ? '' : ` -> ${remedy}`}`);
  }
  const broken = rows.filter(
    ({ publisher, outcome }) => publisher !== undefined && outcome !== 'ok' && outcome !== 'skipped',
  );
  if (broken.length === 0) {
    world.log.info('the configured publishers would work');
    return exitCodes.passed;
  }
  world.log.error(`would not work: ${broken.map(({ publisher }) => publisher).join(', ')}`);
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
    log: world.log,
  });
  return [
    { check: 'git', outcome: 'ok', detail: version },
    change.base === undefined
      ? {
          check: 'merge base',
          outcome: 'failed',
          detail: change.baseDetail,
          remedy: 'set clone: depth: full in the step',
        }
      : { check: 'merge base', outcome: 'ok', detail: `${change.base.slice(0, 12)} (${change.baseDetail})` },
  ];
}

async function scannerRows(
  world: World,
  { installation, runTool, workFolder }: Workshop,
): Promise<readonly Check[]> {
  const rows = scanners.map(async (scanner): Promise<Check> => {
    const check = `scanner ${scanner.name}`;
    const missing = scanner.missing(installation);
    if (missing !== undefined) return { check, outcome: 'skipped', detail: missing };
    const program = installation.find(scanner.name);
    if (program === undefined) return { check, outcome: 'ok', detail: 'part of the pipe' };
    const context = {
      installation,
      runTool,
      workFolder,
      timeoutSeconds: 30,
      parallelism: 1,
      signal: world.signal,
    };
    return { check, outcome: 'ok', detail: await programVersion(program, context) };
  });
  return Promise.all(rows);
}
