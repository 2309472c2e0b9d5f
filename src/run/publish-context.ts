import type { PublishContext } from '../publishers/publisher.ts';
import type { Replies } from '../publishers/reply-decision.ts';
import type { Triage } from '../triage/triage.ts';
import type { Settings } from '../variables/settings.ts';
import type { FoundFindings } from './found-findings.ts';
import type { BothSecrets } from './found-secrets.ts';
import { sarifFiles } from './sarif-files.ts';
import type { Stage } from './stage.ts';
import { treeWithoutCredential } from './tree-without-credential.ts';

/** What `PUBLISH` and `MODE` ask for. `MODE=collect` publishes nothing: `MODE=publish` does it for all parts. */
export function wantedPublishers({
  mode,
  publish,
}: Pick<Settings, 'mode' | 'publish'>): PublishContext['publish'] {
  if (mode === 'collect' || publish.includes('none')) return 'none';
  if (publish.includes('auto')) return 'auto';
  return publish.filter((name) => name !== 'auto' && name !== 'none');
}

export function publishContext(
  stage: Stage,
  findings: FoundFindings,
  triaged: Triage,
  { replies, secrets }: { readonly replies: Replies | undefined; readonly secrets: BothSecrets },
): PublishContext {
  const { world, configuration, workshop, remote } = stage;
  const { settings } = configuration;
  const { publishing: bitbucket, budget } = remote;
  return {
    ...(bitbucket && { bitbucket }),
    ...(budget && { budget }),
    ...(replies && { replies }),
    publish: wantedPublishers(settings),
    gateScope: settings.gateScope,
    inlineLimit: settings.inlineLimit,
    suggestions: settings.suggestions,
    review: settings.review,
    insightsPerScanner: settings.insights === 'per-scanner',
    ...(settings.tasks !== 'never' && { tasks: settings.tasks }),
    repositoryFolder: workshop.checkout.root,
    outputFolder: workshop.outputFolder,
    files: sarifFiles(stage, findings, triaged, secrets),
    isPart: settings.mode === 'collect',
    source: treeWithoutCredential(findings.tree, secrets.head.maskOwn),
    log: world.log,
    signal: world.signal,
  };
}
