import type { Node } from 'yaml';
import { type Command, expansionsOf } from './command.ts';
import type { PipelinesFile, Step } from './pipelines-file.ts';
import type { PipelineRule } from './rule.ts';
import { usesSecret } from './secret-name.ts';

/** Places where tools keep what lets them in. */
const credentialPath =
  /(^|\/)\.(aws|ssh|gnupg|azure|kube|docker|netrc|npmrc|pypirc|git-credentials|pgpass|terraform\.d|config\/gcloud)(\/|$)|(^|\/)\.env(\.|$)|\.(pem|key|p12|pfx|jks|keystore)$|(^|\/)id_(rsa|ed25519|ecdsa)$/;
/** The whole clone, `.git` with it. */
const everything = /^(\.?\/)?\*+(\/\*+)*\/?$|^\.\/?$/;
/** What needs the history. */
const needsHistory =
  /sonar|semantic-release|gitversion|git\s+(describe|log|blame|rev-list|shortlog|diff|merge|tag|push|fetch|rebase|subtree|cherry)|changesets?\b|standard-version|release-it|nerdbank|lerna|nx\s+affected|turbo|versioner|commitlint|gitleaks|trufflehog|code-scan|chromatic|conventional|bump|codecov|hatch|setuptools|goreleaser|towncrier|poetry-dynamic|axion|jgitver|danger/i;

/** Commands that write their arguments down. */
const writing = /^(echo|printf|cat\s*<<|sed|jq)\b.*>/;

export const fileRules: readonly PipelineRule[] = [
  {
    id: 'cache-with-credentials',
    title: 'Credentials kept in a cache',
    severity: 'medium',
    cwe: 524,
    help:
      'Caches are stored for a week and shared by all branches, so every branch can read what is in them. Cache the ' +
      'packages only, and write credentials anew in each step that needs them.',
    check({ view, root }, report) {
      for (const { value } of view.entries(view.get(root, 'definitions', 'caches'))) {
        const node = view.isMap(value) ? view.get(value, 'path') : value;
        const path = view.text(node);
        if (node === undefined || path === undefined || !credentialPath.test(path)) continue;
        report(
          node,
          `Every branch can read what is cached from ${path}. Cache the packages only, and write credentials anew in each step.`,
        );
      }
    },
  },
  {
    id: 'artifact-with-secrets',
    title: 'Secrets kept as an artifact',
    severity: 'medium',
    cwe: 552,
    help:
      'Artifacts can be downloaded for 14 days by everybody who can see the build. Name the build’s own files, such as ' +
      '`dist/**`, and pass credentials through secured variables.',
    check({ steps, view }, report) {
      for (const step of steps) {
        const writes = step.commands.filter(({ text }) => writing.test(text) && usesSecret(text));
        const copies = new Set(step.commands.map(({ text }) => copiedTo(text)));
        for (const item of artifactPaths({ view }, step.node)) {
          const problem = artifactProblem(view.text(item) ?? '', writes, copies);
          if (problem !== undefined) report(item, problem);
        }
      }
    },
  },
  {
    id: 'full-clone',
    title: 'Whole history cloned without need',
    severity: 'low',
    cwe: 400,
    help:
      '`depth: full` fetches every commit for each step. Without a tool that reads the history, 50 commits (the default) or ' +
      'fewer do, and steps that only deploy need no clone at all: `clone: { enabled: false }`.',
    check({ view, root, steps }, report) {
      const needed = (among: readonly Step[]) => among.some((step) => readsHistory(step));
      const whole = view.get(root, 'clone', 'depth');
      if (whole !== undefined && view.text(whole) === 'full' && !needed(steps))
        report(whole, fullCloneMessage);
      for (const step of steps) {
        const depth = view.get(step.node, 'clone', 'depth');
        if (depth !== undefined && view.text(depth) === 'full' && !readsHistory(step))
          report(depth, fullCloneMessage);
      }
    },
  },
  {
    id: 'clone-without-certificate-check',
    title: 'Clone without checking the certificate',
    severity: 'high',
    cwe: 295,
    help:
      'Anyone on the way can put other code into the build, which then runs with its secrets. Remove `skip-ssl-verify`; on a ' +
      'runner of your own, install the authority’s certificate there.',
    check({ view, root, steps }, report) {
      for (const holder of [root, ...steps.map(({ node }) => node)]) {
        const skip = view.get(holder, 'clone', 'skip-ssl-verify');
        if (skip === undefined || view.text(skip) !== 'true') continue;
        report(
          skip,
          'The code that is built here may come from anyone on the way. Remove skip-ssl-verify, and install your authority’s certificate.',
        );
      }
    },
  },
  {
    id: 'no-time-limit',
    title: 'Steps without a time limit',
    severity: 'low',
    cwe: 400,
    help:
      'A step that hangs, or that somebody uses to compute something else, runs for two hours and takes the build minutes with ' +
      'it. Set `options: { max-time: 20 }`, or `max-time` on the step.',
    check({ view, root, steps }, report) {
      if (view.get(root, 'options', 'max-time') !== undefined) return;
      const without = steps.find(({ node }) => view.get(node, 'max-time') === undefined);
      if (without === undefined) return;
      report(
        without.keyNode,
        'A step that hangs runs for two hours. Set max-time in minutes here, or once for all under options.',
      );
    },
  },
];

const fullCloneMessage =
  'Nothing here seems to read the history, yet all of it is cloned. Leave depth out, which fetches 50 commits, or write a number.';

function readsHistory({ commands, pipes }: Step): boolean {
  return (
    commands.some(
      ({ text }) =>
        needsHistory.test(text) ||
        expansionsOf(text).some(({ name }) => name === 'BITBUCKET_PR_DESTINATION_COMMIT'),
    ) || pipes.some(({ name }) => needsHistory.test(name))
  );
}

/**
 * @param writes commands that write a secret down
 * @param copies where files of the repository are copied to
 */
function artifactProblem(
  path: string,
  writes: readonly Command[],
  copies: ReadonlySet<string | undefined>,
): string | undefined {
  if (everything.test(path)) {
    return "This keeps the whole clone, .git and everything that the step wrote, for download. Name the build's own files, such as dist/**.";
  }
  const isWritten = writes.some(({ text }) => text.includes(path, text.indexOf('>')));
  const holdsSecrets = credentialPath.test(path) && !/\.env\.(example|sample|template)$/.test(path);
  // What is a copy of a file of the repository is no secret to those who see its builds.
  const isCopy = copies.has(path.replace(/^\.\//, ''));
  if (!isWritten && (!holdsSecrets || isCopy)) return undefined;
  return `${path} holds secrets, and everybody who sees the build can download it. Pass them on through secured variables instead.`;
}

function copiedTo(command: string): string | undefined {
  return /^cp\s+(?:-\S+\s+)*["']?[\w./-]+["']?\s+["']?(?:\.\/)?([\w./-]+)["']?$/.exec(command)?.[1];
}

function artifactPaths({ view }: Pick<PipelinesFile, 'view'>, step: Node): Node[] {
  const artifacts = view.get(step, 'artifacts');
  if (view.isList(artifacts)) return view.items(artifacts);
  const uploads = view.items(view.get(artifacts, 'upload'));
  return [
    ...view.items(view.get(artifacts, 'paths')),
    ...uploads.flatMap((upload) => view.items(view.get(upload, 'paths'))),
  ];
}
