import type { Budget } from './budget.ts';
import { contextOf, needOf, type ScanResources } from './run-scanners.ts';
import type { ScanAhead, Scanner, ScanTarget } from './scanner.ts';

/** They go on in `runScanners`; what has got no targets until this is disposed of ends. */
export interface StartedAhead extends Disposable {
  readonly scanners: ReadonlyMap<Scanner, ScanAhead>;
  /** Ends all others. */
  keep(scanners: readonly Scanner[]): void;
}

/**
 * Starts those scanners that can before their targets are known, as far as cores and memory allow it now and the change
 * touches a file for them.
 *
 * @param target the files of the tree that the change does not touch, and the changed ones of either side
 */
export async function startAhead(
  scanners: readonly Scanner[],
  target: ScanTarget,
  resources: ScanResources & { readonly budget: Budget },
): Promise<StartedAhead> {
  const started = new Map<Scanner, ScanAhead>();
  for (const scanner of scanners) {
    const { startAhead: start } = scanner;
    const files = start === undefined ? [] : scanner.selects(target.changed ?? [], target.scripts);
    if (start === undefined || files.length === 0) continue;
    if (scanner.missing(resources.installation) !== undefined) continue;
    const context = await contextOf(scanner, resources);
    const { promise: begun, resolve: tell } = Promise.withResolvers<void>();
    const running = resources.budget.runNow(needOf(scanner), async () => {
      const ahead = await start(target, context);
      started.set(scanner, ahead);
      tell();
      await ahead.ended;
    });
    // What goes wrong is its outcome in `runScanners`.
    await Promise.race([begun, running?.catch(() => undefined)]);
  }
  const keep = (kept: readonly Scanner[]) => {
    for (const [scanner, ahead] of started) if (!kept.includes(scanner)) ahead.cancel();
  };
  return { scanners: started, keep, [Symbol.dispose]: () => keep([]) };
}
