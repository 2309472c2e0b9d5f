import { join } from 'node:path';
import type { ScanContext } from './scanner.ts';

/** Nothing listens here: a program that asks for a way out is refused at once and need not wait. */
const noWayOut = 'http://127.0.0.1:9';

/**
 * All that a scanner sees: search path, locale, a home and a temporary folder of its own. Programs keep caches
 * and settings in HOME, and those of one scanner must not be another's.
 *
 * A scanner that needs no network gets a proxy that answers nothing. This holds back programs that mean well (a
 * look for updates, telemetry), not one that means harm: the container may not make network namespaces.
 */
export function childEnvironment(
  { installation, workFolder }: Pick<ScanContext, 'installation' | 'workFolder'>,
  { network }: { readonly network: boolean },
): Record<string, string> {
  const proxy: Record<string, string> = network
    ? {}
    : { HTTP_PROXY: noWayOut, HTTPS_PROXY: noWayOut, ALL_PROXY: noWayOut };
  return {
    ...installation.environment,
    ...(network && installation.networkEnvironment),
    ...proxy,
    ...Object.fromEntries(Object.entries(proxy).map(([name, value]) => [name.toLowerCase(), value])),
    HOME: workFolder,
    TMPDIR: workFolder,
    XDG_CACHE_HOME: join(workFolder, '.cache'),
    XDG_CONFIG_HOME: join(workFolder, '.config'),
  };
}
