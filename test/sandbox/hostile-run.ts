import type { Call } from '../../src/sandbox/call.ts';
import type { DiffFile } from '../../src/sandbox/diff-file.ts';
import { initialState } from '../../src/sandbox/seed.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import { base, head } from './call-sandbox.ts';

/** Breaks out of content, of attributes in either quote, of a comment, of a style, of a script. */
export const attack = `"'></textarea></style></script><!--<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>`;

const bad = 'javascript:alert(1)';

const markdown = `${attack}

# ${attack}

[click](${bad}) [data](data:text/html,<script>alert(1)</script>) [title](https://example.org "${attack.replaceAll('"', '')}")

![${attack}](https://example.org/pixel.png) ![x](x"onerror="alert(1))

<https://example.org/"onmouseover="alert(1)> ${bad}

\`\`\`${attack}
${attack}
\`\`\`

\`\`\`diff
+${attack}
\`\`\`

| ${attack} |
| ---: |
| ${attack} |

[${attack}]: ${bad} "${attack}"
`;

interface Run {
  readonly state: SandboxState;
  readonly calls: readonly Call[];
}

/** A state in which every text that somebody outside can choose is an attack. */
export function hostileRun(): Run {
  return runSaying(attack, markdown);
}

/** The same with any text, and any Markdown where Bitbucket takes Markdown. */
export function runSaying(text: string, raw: string): Run {
  const account = { type: 'user', uuid: text, display_name: text, account_id: text } as const;
  const file: DiffFile = {
    path: `src/${text}.js`,
    previousPath: text,
    status: 'renamed',
    hunks: [
      {
        heading: text,
        lines: [
          { kind: 'removed', old: 1, text },
          { kind: 'added', new: 1, text: `\u202e${text}\u0000` },
        ],
      },
    ],
  };
  const start = initialState(
    {
      repository: { workspace: text, slug: text },
      pullRequests: [
        {
          id: 7,
          title: text,
          description: raw,
          author: account,
          source: { branch: text, commit: head },
          destination: { branch: text, commit: base },
          files: [file],
        },
      ],
    },
    0,
  );
  const times = { created_on: text, updated_on: `${text} later` };
  const comment = {
    pull_request: 7,
    raw,
    user: account,
    deleted: false,
    pending: false,
    on_diff: true,
    ...times,
  };
  const inline = { path: file.path, to: 1 };
  const resolution = { user: account, created_on: text };
  const state: SandboxState = {
    ...start,
    pull_requests: start.pull_requests.map((each) => ({
      ...each,
      participants: [{ user: account, approved: true, state: 'approved', participated_on: text }],
    })),
    statuses: [
      {
        commit: head,
        key: text,
        state: 'FAILED',
        url: bad,
        name: text,
        description: text,
        refname: text,
        ...times,
      },
    ],
    reports: [
      {
        commit: head,
        uuid: text,
        external_id: text,
        title: text,
        details: text,
        reporter: text,
        link: bad,
        logo_url: bad,
        remote_link_enabled: false,
        data: [
          { title: text, value: text },
          { title: text, type: 'LINK', value: { text: text, href: bad } },
          { title: text, type: 'DATE', value: 9e99 },
        ],
        ...times,
      },
    ],
    annotations: [1, 2, undefined].map((line, index) => ({
      commit: head,
      report: text,
      uuid: `${text}${index}`,
      external_id: `${text}${index}`,
      annotation_type: 'BUG',
      summary: text,
      details: text,
      path: file.path,
      ...(line !== undefined && { line }),
      link: bad,
      ...times,
    })),
    comments: [
      { ...comment, id: 1 },
      { ...comment, id: 2, inline },
      { ...comment, id: 3, inline, parent: 2 },
      { ...comment, id: 4, inline, resolution },
      { ...comment, id: 5, inline: { path: text, to: 5 } },
      { ...comment, id: 6, inline: { path: `gone ${text}`, to: 5 } },
      { ...comment, id: 7, parent: 7 },
    ],
  };
  const call = { index: 0, at: 0, through: 'api', credential: 'none' } as const;
  const calls: Call[] = [
    { ...call, method: text, path: `/${text}`, body: { [text]: text }, status: 200, answer: text },
    { ...call, method: 'POST', path: '/2.0/x/comments', body: text },
  ];
  return { state, calls };
}
