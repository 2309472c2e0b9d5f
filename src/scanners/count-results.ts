import { logEvents } from '../sarif/read/log-events.ts';

/** How many results are in reports that tools wrote. What is wrong with one is told where it is read for its findings. */
export async function countResults(files: readonly string[], signal: AbortSignal): Promise<number> {
  let count = 0;
  for (const path of files) {
    try {
      for await (const event of logEvents({ path, name: path }, { results: 'read', signal })) {
        if (event.kind === 'elements' && event.of === 'results') count += event.values.length;
      }
    } catch {
      signal.throwIfAborted();
    }
  }
  return count;
}
