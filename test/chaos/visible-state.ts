import { readMarkedText } from '../../src/publishers/marker.ts';
import type { CommentState, SandboxState } from '../../src/sandbox/state.ts';

interface VisibleComment {
  readonly by: string;
  readonly raw: string;
  readonly deleted: boolean;
}

interface VisibleTask {
  readonly raw: string;
  readonly done: string;
  readonly thread: string | undefined;
}

/** What a person would see on Bitbucket, in an order of its own: without times, and without ids that counting gave. */
export interface VisibleState {
  readonly statuses: readonly unknown[];
  readonly reports: readonly unknown[];
  readonly annotations: readonly unknown[];
  readonly comments: readonly VisibleComment[];
  readonly tasks: readonly VisibleTask[];
  readonly reviews: readonly unknown[];
}

/** `ourAccount`: the uuid that our comments are of. */
export function visibleState(state: SandboxState, ourAccount: string): VisibleState {
  const timeless = (entry: object) =>
    Object.fromEntries(
      Object.entries(entry).filter(([name]) => !['uuid', 'created_on', 'updated_on'].includes(name)),
    );
  const names = new Map(state.comments.map((comment) => [comment.id, nameOf(comment)]));
  const comments = state.comments.map((comment) => {
    const { user, raw, inline, deleted, parent, resolution } = comment;
    return {
      by: user.uuid === ourAccount ? 'us' : user.display_name,
      raw: withoutIds(raw, names),
      deleted,
      ...(inline && { inline }),
      ...(parent !== undefined && { parent: names.get(parent) }),
      ...(resolution && { resolvedBy: resolution.user.uuid === ourAccount ? 'us' : 'people' }),
    };
  });
  return {
    statuses: sorted(state.statuses.map(timeless)),
    reports: sorted(
      state.reports.map(({ data, ...report }) => ({
        ...timeless(report),
        data: data.filter(({ type }) => type !== 'DURATION'),
      })),
    ),
    annotations: sorted(state.annotations.map(timeless)),
    comments: sorted(comments),
    tasks: sorted(
      state.tasks.map(({ raw, state: done, comment = 0 }) => ({ raw, done, thread: names.get(comment) })),
    ),
    reviews: state.pull_requests.flatMap(({ participants }) =>
      participants.map(({ user, approved, state: given }) => ({ by: user.display_name, approved, given })),
    ),
  };
}

/** The same without what was deleted, and without our own memory of it: two runs at once may say a thing twice first. */
export function standing(state: VisibleState): VisibleState {
  const comments = state.comments
    .filter(({ deleted }) => !deleted)
    .map((comment) => ({ ...comment, raw: comment.raw.replace(/deleted-at-[^,)]*,?/g, '') }));
  const tasks = [...Map.groupBy(state.tasks, ({ thread }) => thread).values()].flatMap(
    (each) => each.find(({ done }) => done === 'UNRESOLVED') ?? each.slice(0, 1),
  );
  return { ...state, comments: sorted(comments), tasks: sorted(tasks) };
}

/** What a pull request must never have two of. */
export function repeated(state: SandboxState, ourAccount: string): readonly string[] {
  const keys: string[] = state.comments.flatMap(({ user, deleted, raw }) => {
    const [marker] = readMarkedText(raw).markers;
    if (user.uuid !== ourAccount || deleted || marker === undefined) return [];
    const about = marker.fields.get('key') ?? marker.fields.get('reply') ?? '';
    return [`${marker.report} ${marker.kind} ${about}`];
  });
  const open = state.tasks.filter(
    ({ state: done, creator }) => done === 'UNRESOLVED' && creator.uuid === ourAccount,
  );
  keys.push(...open.map(({ comment }) => `task at ${comment}`));
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

/** The same comment in two lives has the same name. */
function nameOf({ raw, deleted, inline }: CommentState): string {
  const [marker] = readMarkedText(raw).markers;
  if (marker !== undefined) return `${marker.kind}-${marker.fields.get('key') ?? ''}`;
  return deleted ? `deleted-at-${inline?.path}:${inline?.to}` : raw;
}

function withoutIds(raw: string, names: ReadonlyMap<number, string>): string {
  const named = raw.replace(/\d{9}/g, (id) => names.get(Number(id)) ?? id);
  // The memory of threads, and the digest over it, go by id: the order in which they were opened is no difference.
  return named
    .replace(/(code-scan:v1 summary .* digest=)[0-9a-f]+/, '$1…')
    .replace(/ threads=([^ )]*)/, (_, list: string) => ` threads=${list.split(',').sort().join(',')}`);
}

function sorted<T>(entries: readonly T[]): readonly T[] {
  return entries.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
