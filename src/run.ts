import { type ExitCode, exitCodeFor, exitCodes } from './core/exit-code.ts';
import { publishAll } from './publishers/publish-all.ts';
import { resolveChange } from './repository/resolve-change.ts';
import { announced } from './run/announced.ts';
import { assembleReport } from './run/assemble-report.ts';
import { readConfiguration } from './run/configuration.ts';
import { readDestinationPolicy } from './run/destination-policy.ts';
import { findFindings } from './run/find-findings.ts';
import { identityOf } from './run/identity.ts';
import type { Preview } from './run/preview.ts';
import { publishContext } from './run/publish-context.ts';
import { openRemote } from './run/remote.ts';
import { tellResult } from './run/tell-result.ts';
import { openWorkshop } from './run/workshop.ts';
import type { World } from './run/world.ts';
import { triage } from './triage/triage.ts';

/**
 * A run of the pipe from the environment to the exit code.
 *
 * @throws ConfigError before anything is sent; Interrupted where a signal ended the run; any other error is our bug.
 */
export async function run(world: World): Promise<ExitCode> {
  const configuration = readConfiguration(world.environment);
  const { settings, pipelines } = configuration;
  await using workshop = await openWorkshop(world, configuration);
  if (settings.mode === 'doctor') {
    const { doctor } = await import('./run/doctor.ts');
    return await doctor(world, configuration, workshop);
  }

  const { log } = world;
  const { checkout } = workshop;
  await using remote = await openRemote(world, configuration);
  const found = await resolveChange({ git: checkout.git, pipelines, bitbucket: remote.reading, log });
  await using preview =
    settings.mode === 'preview' ? await startPreview(world, workshop, configuration, found) : undefined;
  const { change } = preview ?? found;
  const { policy, warnings: policyWarnings } = await readDestinationPolicy({
    checkout,
    change,
    configFile: settings.configFile,
    isExplicit: Boolean(world.environment['CONFIG_FILE']),
  });
  const stage = { world, configuration, workshop, remote: preview?.remote ?? remote, change, policy };

  return await announced(
    stage,
    identityOf(configuration, change, preview?.repository),
    async (identity, start) => {
      const findings = await findFindings(stage);
      const triaged = await triage({
        change,
        policy,
        findings: findings.head.findings,
        coverage: findings.coverage,
        baseline: findings.baseline.baseline,
        tree: findings.tree,
        toCommit: found.lineMap.toCommit,
        everythingWasScanned: findings.everythingWasScanned,
        now: new Date(world.now()),
      });
      const report = assembleReport(stage, identity, {
        findings,
        triaged,
        warnings: [...configuration.warnings, ...found.warnings, ...policyWarnings],
      });
      const publications = await publishAll(report, publishContext(stage, findings, triaged), await start);
      await preview?.render();
      tellResult(world, report, publications, workshop.outputFolder);
      if (settings.mode === 'collect')
        return report.verdict.outcome === 'incomplete' ? exitCodes.incomplete : exitCodes.passed;
      return exitCodeFor(report.verdict, publications);
    },
  );
}

async function startPreview(
  ...inputs: Parameters<typeof import('./run/preview.ts').openPreview>
): Promise<Preview> {
  const { openPreview } = await import('./run/preview.ts');
  return openPreview(...inputs);
}
