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

/** A state in which every text that somebody outside can choose is an attack. */
export async function hostileRun(): Promise<{ state: SandboxState; calls: readonly Call[] }> {
  const account = { type: 'user', uuid: attack, display_name: attack, account_id: attack } as const;
  const file: DiffFile = {
    path: `src/${attack}.js`,
    previousPath: attack,
    status: 'renamed',
    hunks: [
      {
        heading: attack,
        lines: [
          { kind: 'removed', old: 1, text: attack },
          { kind: 'added', new: 1, text: `\u202e${attack}\u0000` },
        ],
      },
    ],
  };
  const start = initialState(
    {
      repository: { workspace: attack, slug: attack },
      pullRequests: [
        {
          id: 7,
          title: attack,
          description: markdown,
          author: account,
          source: { branch: attack, commit: head },
          destination: { branch: attack, commit: base },
          files: [file],
        },
      ],
    },
    0,
  );
  const times = { created_on: attack, updated_on: `${attack} later` };
  const comment = {
    pull_request: 7,
    raw: markdown,
    user: account,
    deleted: false,
    pending: false,
    on_diff: true,
    ...times,
  };
  const inline = { path: file.path, to: 1 };
  const resolution = { user: account, created_on: attack };
  const state: SandboxState = {
    ...start,
    pull_requests: start.pull_requests.map((each) => ({
      ...each,
      participants: [{ user: account, approved: true, state: 'approved', participated_on: attack }],
    })),
    statuses: [
      {
        commit: head,
        key: attack,
        state: 'FAILED',
        url: bad,
        name: attack,
        description: attack,
        refname: attack,
        ...times,
      },
    ],
    reports: [
      {
        commit: head,
        uuid: attack,
        external_id: attack,
        title: attack,
        details: attack,
        reporter: attack,
        link: bad,
        logo_url: bad,
        remote_link_enabled: false,
        data: [
          { title: attack, value: attack },
          { title: attack, type: 'LINK', value: { text: attack, href: bad } },
          { title: attack, type: 'DATE', value: 9e99 },
        ],
        ...times,
      },
    ],
    annotations: [1, 2, undefined].map((line, index) => ({
      commit: head,
      report: attack,
      uuid: `${attack}${index}`,
      external_id: `${attack}${index}`,
      annotation_type: 'BUG',
      summary: attack,
      details: attack,
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
      { ...comment, id: 5, inline: { path: attack, to: 5 } },
      { ...comment, id: 6, inline: { path: `gone ${attack}`, to: 5 } },
      { ...comment, id: 7, parent: 7 },
    ],
  };
  const call = { index: 0, at: 0, through: 'api', credential: 'none' } as const;
  const calls: Call[] = [
    { ...call, method: attack, path: `/${attack}`, body: { [attack]: attack }, status: 200, answer: attack },
    { ...call, method: 'POST', path: '/2.0/x/comments', body: attack },
  ];
  return { state, calls };
}
