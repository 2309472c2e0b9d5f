import { readFile } from 'node:fs/promises';

/** Where the kernel says what a container may use: https://docs.kernel.org/admin-guide/cgroup-v2.html, and version 1. */
const places = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

/** Version 1 writes the largest number it knows for "no limit": no machine has as much. Bytes. */
const noLimit = 2 ** 60;

/** MiB that this container may use; undefined where it has no limit of its own, or that cannot be read. */
export async function memoryLimit(
  read = (path: string): Promise<string> => readFile(path, 'utf8'),
): Promise<number | undefined> {
  for (const place of places) {
    const text = await read(place).catch(() => undefined);
    if (text === undefined) continue;
    // `max` is no number.
    const bytes = Number(text.trim());
    return bytes > 0 && bytes < noLimit ? Math.floor(bytes / 2 ** 20) : undefined;
  }
  return undefined;
}
