import { readdirSync, readFileSync } from 'node:fs';
import { type BundleRun, runBundle } from '../e2e/bundle.ts';

/** What could be seen of a run from outside, as any user of the machine sees it. */
export interface WatchedRun extends BundleRun {
  /** Command lines of the pipe and of everything that it started. */
  readonly commandLines: ReadonlySet<string>;
  /** Environments of everything that the pipe started: `NAME=value` lines. */
  readonly environments: ReadonlySet<string>;
  /** The most memory that the pipe itself had at one time, MiB. */
  readonly peakMegabytes: number;
}

/** Runs the bundle and looks at it and its children through `/proc` all the time. */
export async function watchBundle(...input: Parameters<typeof runBundle>): Promise<WatchedRun> {
  const commandLines = new Set<string>();
  const environments = new Set<string>();
  let peakMegabytes = 0;
  const [main] = input;
  const look = setInterval(() => {
    const processes = listProcesses();
    const own = processes.filter(
      ({ command }) => command.includes(main) && !command.startsWith('/usr/bin/timeout'),
    );
    const family = new Set(own.map(({ id }) => id));
    for (const { id, parent } of processes) if (family.has(parent)) family.add(id);
    for (const { id, command } of processes) {
      if (!family.has(id)) continue;
      commandLines.add(command);
      if (own.some((each) => each.id === id)) peakMegabytes = Math.max(peakMegabytes, peakOf(id));
      else environments.add(read(`/proc/${id}/environ`).replaceAll('\0', '\n'));
    }
  }, 10);
  try {
    return { ...(await runBundle(...input)), commandLines, environments, peakMegabytes };
  } finally {
    clearInterval(look);
  }
}

/** Parents come before their children, as ids count up. */
function listProcesses(): readonly { id: number; parent: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .map((id) => ({
      id,
      parent: Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0),
      command: read(`/proc/${id}/cmdline`).replaceAll('\0', ' '),
    }));
}

function peakOf(id: number): number {
  return Number(/^VmHWM:\s*(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0) / 1024;
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
