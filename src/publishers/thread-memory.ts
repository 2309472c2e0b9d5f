import type { Conversation, OwnComment } from './conversation.ts';
import type { Marker } from './marker.ts';

/** Enough for every pull request that people read; the newest are kept. */
const mostEntries = 300;

/**
 * Which thread said what: comment id to the thread's key. Bitbucket empties a deleted comment, marker and all, so
 * only this memory in the summary tells that a human deleted the thread of a finding, which is not to come again.
 */
export type ThreadMemory = ReadonlyMap<number, string>;

export function threadMemory({ summaries, threads }: Conversation): ThreadMemory {
  const remembered = summaries.flatMap(readMemory);
  const live = threads.map(({ comment, marker }): [number, string] => [
    comment.id,
    marker.fields.get('key') ?? '',
  ]);
  return new Map([...remembered, ...live]);
}

export function memoryMarker(report: string, memory: ThreadMemory): Marker {
  const newest = [...memory].toSorted(([a], [b]) => a - b).slice(-mostEntries);
  const threads = newest.map(([id, key]) => `${id}:${key}`).join(',');
  return { kind: 'memory', report, fields: new Map([['threads', threads]]) };
}

function readMemory({ moreMarkers }: OwnComment): readonly [number, string][] {
  const threads = moreMarkers.find(({ kind }) => kind === 'memory')?.fields.get('threads') ?? '';
  return threads.split(',').flatMap((entry) => {
    const [, id, key] = /^(\d{1,15}):([0-9a-f]{1,32})$/.exec(entry) ?? [];
    return id === undefined || key === undefined ? [] : [[Number(id), key]];
  });
}
