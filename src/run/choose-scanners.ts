import { join } from 'node:path';
import type { Scripts } from '../core/code-name.ts';
import type { Policy } from '../policy/policy.ts';
import { scanners as knownScanners } from '../scanners/registry.ts';
import { adapterScanner } from '../scanners/run-adapter.ts';
import type { Scanner } from '../scanners/scanner.ts';
import { type ScannerSelection, selectScanners } from '../scanners/select-scanners.ts';
import type { Settings } from '../variables/settings.ts';
import type { Stage } from './stage.ts';
import { tellScanners } from './tell-choice.ts';

/** `SCANNERS` decides; to its `auto` the policy adds and takes out. */
export function chooseScanners(stage: Stage, files: readonly string[], scripts: Scripts): readonly Scanner[] {
  const { scanners, table } = selectFor(stage, files, scripts);
  tellScanners(stage.world.log, table);
  return scanners;
}

/** The same without a word in the log. */
export function selectFor(
  { configuration, workshop, policy }: Stage,
  files: readonly string[],
  scripts: Scripts,
): ScannerSelection {
  const { settings } = configuration;
  if (settings.mode === 'publish') return { scanners: [], table: [] };
  return selectScanners({
    known: [...knownScanners, ...customScanners(policy, workshop.checkout.root)],
    wanted: wantedScanners(settings, policy),
    files,
    scripts,
    installation: workshop.installation,
  });
}

/** What `SCANNERS` says of a scanner wins. */
function wantedScanners({ scanners: words }: Settings, { scanners: switched }: Policy): readonly string[] {
  if (words.some((word) => word !== 'auto' && !word.startsWith('-'))) return words;
  const byPolicy = [...switched]
    .filter(([name]) => !words.includes(`-${name}`))
    .map(([name, on]) => (on ? name : `-${name}`));
  return [...new Set(['auto', ...words, ...byPolicy])];
}

/** The policy's own scanners run whenever they have files: naming them there is asking for them. */
function customScanners({ customScanners: custom }: Policy, root: string): readonly Scanner[] {
  // Both sides are scanned by the same program: the merge base's copy may not have it.
  return custom.map(({ command, ...each }) =>
    adapterScanner({
      ...each,
      command: command.includes('/') ? join(root, command) : command,
      auto: 'always',
    }),
  );
}
