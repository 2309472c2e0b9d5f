import type { SandboxState } from './state.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const line = { type: 'integer', minimum: 1 } as const;
const id = { type: 'integer', minimum: 0 } as const;
const hash = { type: 'string', pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' } as const;

function list(items: object) {
  return { type: 'array', items } as const;
}

/** An object with these keys and no others; all are required but those named as optional. */
function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false } as const;
}

const account = object(
  { type: { enum: ['user', 'app_user'] }, uuid: text, display_name: text, account_id: text },
  ['account_id'],
);

const times = { created_on: text, updated_on: text };

const end = object({ branch: text, commit: hash });

const diffLine = object({ kind: { enum: ['context', 'added', 'removed'] }, old: line, new: line, text }, [
  'old',
  'new',
]);

const diffFile = object(
  {
    path: text,
    previousPath: text,
    status: { enum: ['added', 'modified', 'renamed', 'copied', 'deleted'] },
    hunks: list(object({ heading: text, lines: list(diffLine) })),
  },
  ['previousPath'],
);

const pullRequest = object({
  id,
  title: text,
  description: text,
  state: { enum: ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'] },
  draft: flag,
  author: account,
  source: end,
  destination: end,
  merge_base: hash,
  files: list(diffFile),
  participants: list(
    object({
      user: account,
      approved: flag,
      state: { enum: ['approved', 'changes_requested', null] },
      participated_on: text,
    }),
  ),
  ...times,
});

const status = object(
  {
    commit: hash,
    key: text,
    state: { enum: ['SUCCESSFUL', 'FAILED', 'INPROGRESS', 'STOPPED'] },
    url: text,
    name: text,
    description: text,
    refname: text,
    ...times,
  },
  ['name', 'description', 'refname'],
);

const dataEntry = object(
  {
    title: text,
    type: { enum: ['BOOLEAN', 'DATE', 'DURATION', 'LINK', 'NUMBER', 'PERCENTAGE', 'TEXT'] },
    value: { anyOf: [flag, { type: 'number' }, text, object({ text, href: text })] },
  },
  ['type'],
);

const report = object(
  {
    commit: hash,
    uuid: text,
    external_id: text,
    title: text,
    details: text,
    reporter: text,
    link: text,
    logo_url: text,
    remote_link_enabled: flag,
    report_type: { enum: ['SECURITY', 'COVERAGE', 'TEST', 'BUG'] },
    result: { enum: ['PASSED', 'FAILED', 'PENDING'] },
    data: list(dataEntry),
    ...times,
  },
  ['reporter', 'link', 'logo_url', 'report_type', 'result'],
);

const annotation = object(
  {
    commit: hash,
    report: text,
    uuid: text,
    external_id: text,
    annotation_type: { enum: ['VULNERABILITY', 'CODE_SMELL', 'BUG'] },
    summary: text,
    details: text,
    path: text,
    line,
    severity: { enum: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] },
    result: { enum: ['PASSED', 'FAILED', 'SKIPPED', 'IGNORED'] },
    link: text,
    ...times,
  },
  ['details', 'path', 'line', 'severity', 'result', 'link'],
);

const inline = object({ path: text, from: line, to: line, start_from: line, start_to: line }, [
  'from',
  'to',
  'start_from',
  'start_to',
]);

const comment = object(
  {
    id,
    pull_request: id,
    raw: text,
    user: account,
    deleted: flag,
    pending: flag,
    parent: id,
    inline,
    on_diff: flag,
    resolution: object({ user: account, created_on: text }),
    ...times,
  },
  ['parent', 'inline', 'resolution'],
);

const task = object(
  {
    id,
    pull_request: id,
    raw: text,
    state: { enum: ['RESOLVED', 'UNRESOLVED'] },
    pending: flag,
    creator: account,
    comment: id,
    resolved_by: account,
    resolved_on: text,
    ...times,
  },
  ['comment', 'resolved_by', 'resolved_on'],
);

/** The JSON Schema of a `SandboxState`. */
export const stateSchema = object({
  version: { const: 1 satisfies SandboxState['version'] },
  repository: object({ workspace: text, slug: text, uuid: text, is_private: flag, main_branch: text }),
  commits: list(hash),
  pull_requests: list(pullRequest),
  statuses: list(status),
  reports: list(report),
  annotations: list(annotation),
  comments: list(comment),
  tasks: list(task),
  last_id: id,
} satisfies Record<keyof SandboxState, object>);
