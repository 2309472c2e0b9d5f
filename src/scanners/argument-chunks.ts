/**
 * The kernel refuses a command line of more than a quarter of the stack's limit, 2 MiB by default, with the
 * environment counted (execve(2), "Limits on size of arguments and environment"). 128 KiB is what POSIX systems
 * allow at the least, and small enough to keep a tool's output for one chunk small.
 */
const chunkBytes = 128 * 1024;

/** Splits file names so that each list fits a command line. */
export function argumentChunks(files: readonly string[], limit = chunkBytes): string[][] {
  const chunks: string[][] = [];
  let room = 0;
  for (const file of files) {
    const size = Buffer.byteLength(file) + 1 + 8; // the string, its end, and its pointer
    const last = chunks.at(-1);
    if (last !== undefined && size <= room) {
      last.push(file);
      room -= size;
    } else {
      chunks.push([file]);
      room = limit - size;
    }
  }
  return chunks;
}
