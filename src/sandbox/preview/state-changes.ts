import type { AnnotationState, CommentState, ReportState, SandboxState, StatusState } from '../state.ts';

/** What differs between two states of one repository, the earlier one's text at hand where it was changed. */
export interface StateChanges {
  readonly created: readonly CommentState[];
  readonly edited: readonly CommentState[];
  readonly deleted: readonly CommentState[];
  readonly resolved: readonly CommentState[];
  readonly reopened: readonly CommentState[];
  /** New statuses, and those whose state changed. */
  readonly statuses: readonly StatusState[];
  /** New reports, and those whose content changed. */
  readonly reports: readonly ReportState[];
  readonly removedReports: readonly ReportState[];
  readonly addedAnnotations: readonly AnnotationState[];
  readonly changedAnnotations: readonly AnnotationState[];
  readonly removedAnnotations: readonly AnnotationState[];
}

/** Compares the later state with the earlier one. Times alone are no change. */
export function stateChanges(before: SandboxState, after: SandboxState): StateChanges {
  const comments = pairs(before.comments, after.comments, ({ id }) => String(id));
  const statuses = pairs(before.statuses, after.statuses, ({ commit, key }) => `${commit}/${key}`);
  const reports = pairs(
    before.reports,
    after.reports,
    ({ commit, external_id }) => `${commit}/${external_id}`,
  );
  const annotations = pairs(before.annotations, after.annotations, ({ uuid }) => uuid);
  const wasOpen = (comment: CommentState) => comment.resolution === undefined;
  return {
    created: comments.added,
    edited: comments.kept.filter(([old, now]) => !now.deleted && old.raw !== now.raw).map(later),
    deleted: comments.kept.filter(([old, now]) => now.deleted && !old.deleted).map(later),
    resolved: comments.kept.filter(([old, now]) => wasOpen(old) && !wasOpen(now)).map(later),
    reopened: comments.kept.filter(([old, now]) => !wasOpen(old) && wasOpen(now)).map(later),
    statuses: [...statuses.added, ...statuses.kept.filter(differ).map(later)],
    reports: [...reports.added, ...reports.kept.filter(differ).map(later)],
    removedReports: reports.removed,
    addedAnnotations: annotations.added,
    changedAnnotations: annotations.kept.filter(differ).map(later),
    removedAnnotations: annotations.removed,
  };
}

interface Pairs<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly kept: readonly (readonly [T, T])[];
}

function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Pairs<T> {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const now = new Map(after.map((item) => [keyOf(item), item]));
  const kept = [...now].flatMap(([key, item]): (readonly [T, T])[] => {
    const earlier = old.get(key);
    return earlier === undefined ? [] : [[earlier, item]];
  });
  return {
    added: after.filter((item) => !old.has(keyOf(item))),
    removed: before.filter((item) => !now.has(keyOf(item))),
    kept,
  };
}

function later<T>([, now]: readonly [T, T]): T {
  return now;
}

function differ([old, now]: readonly [object, object]): boolean {
  return content(old) !== content(now);
}

/** Without the times, and independent of the order of keys. */
function content(item: object): string {
  const entries = Object.entries(item).filter(([key]) => key !== 'created_on' && key !== 'updated_on');
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
