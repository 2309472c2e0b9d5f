import { readFileSync } from 'node:fs';

/** Where the kernel counts what a container has, by version of control groups and by who manages them. */
const places = (id: string): readonly { readonly path: string; readonly field: RegExp }[] => [
  { path: `/sys/fs/cgroup/system.slice/docker-${id}.scope/memory.stat`, field: /^anon (\d+)$/m },
  { path: `/sys/fs/cgroup/docker/${id}/memory.stat`, field: /^anon (\d+)$/m },
  { path: `/sys/fs/cgroup/memory/docker/${id}/memory.stat`, field: /^total_rss (\d+)$/m },
];

export interface MemoryWatch {
  /** The most that was seen so far, in MiB; undefined where the engine is on another machine. */
  readonly peak: () => number | undefined;
  stop(): void;
}

/** Looks ten times a second at the memory of all processes of a container, without the files that the kernel caches. */
export function watchMemory(id: () => string | undefined): MemoryWatch {
  let most: number | undefined;
  const timer = setInterval(() => {
    const container = id();
    for (const { path, field } of container === undefined ? [] : places(container)) {
      const bytes = field.exec(readOrNothing(path))?.[1];
      if (bytes !== undefined) most = Math.max(most ?? 0, Number(bytes) / 2 ** 20);
    }
  }, 100);
  return { peak: () => most, stop: () => clearInterval(timer) };
}

export function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
