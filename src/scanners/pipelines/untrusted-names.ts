import { expansionsOf } from './command.ts';
import { evaluatedTexts } from './evaluated-texts.ts';
import type { PipelinesFile, Step } from './pipelines-file.ts';
import type { PipelineRule, Report } from './rule.ts';

/** Who names a branch or a tag decides these; a name may hold `;`, `$(…)`, quotes and backticks. */
const untrustedVariables = [
  'BITBUCKET_BRANCH',
  'BITBUCKET_TAG',
  'BITBUCKET_BOOKMARK',
  'BITBUCKET_PR_DESTINATION_BRANCH',
];
/** Of a glob: https://support.atlassian.com/bitbucket-cloud/docs/use-glob-patterns-on-the-pipelines-yaml-file/ */
const wildcard = /[*?{[]/;
/** What a variable of the step is set to. */
const assignment = /(?:^|[;&]\s*)(?:export\s+)?([A-Za-z_]\w*)=("?\$\(.*|"(?:[^"\\]|\\.)*"|[^\s;&|'"]+)/g;
/** Leaves only listed signs of a text. */
const cleaning = /\btr\s+-[a-z]*[cC]|\[\^[^\]]*\]|(?:sha\d+|md5)sum/;

export const untrustedNames: PipelineRule = {
  id: 'untrusted-name-evaluated',
  title: 'Name of a branch or tag run as a command',
  severity: 'high',
  cwe: 78,
  help:
    'A branch may be called `x$(id)`. Inside `eval`, `sh -c`, `ssh host "…"` or a pipe’s command it is read ' +
    'as code, with the secrets of the step. Pass the name as an argument: `sh -c \'deploy "$1"\' - "$BITBUCKET_BRANCH"`.',
  check({ steps, view }, report) {
    for (const step of steps) {
      const names = untrustedNamesOf(step);
      reportEvaluatedNames(step, names, report);
      reportNamesInPipes(step, names, view, report);
    }
  },
};

/** Under `main:` the branch is `main`, and nobody chooses it. Variables that are set to such a name count too. */
function untrustedNamesOf({ place, commands }: Step): ReadonlySet<string> {
  const chosen = (kind: Step['place']['kind'], name: string) =>
    place.kind === kind && !wildcard.test(place.pattern) ? [name] : [];
  const fixed = [
    ...chosen('branches', 'BITBUCKET_BRANCH'),
    ...chosen('tags', 'BITBUCKET_TAG'),
    ...chosen('bookmarks', 'BITBUCKET_BOOKMARK'),
  ];
  const names = new Set(untrustedVariables.filter((name) => !fixed.includes(name)));
  for (const { text } of commands) {
    for (const [, name = '', value = ''] of text.matchAll(assignment)) {
      if (!cleaning.test(value) && untrustedIn(value, names).length > 0) names.add(name);
    }
  }
  return names;
}

function reportEvaluatedNames({ commands }: Step, names: ReadonlySet<string>, report: Report): void {
  for (const command of commands) {
    const variable = evaluatedTexts(command.text)
      .flatMap((text) => untrustedIn(text, names))
      // Between single quotes the inner shell expands it, as one word where it is quoted there.
      .find(({ quoting }) => quoting !== 'single');
    if (variable === undefined) continue;
    const message =
      `Whoever names the branch or tag can write commands into ${variable.name}, and they run here. ` +
      `Pass it as an argument instead: sh -c '… "$1"' - "$${variable.name}".`;
    report({ command, text: variable.text }, message);
  }
}

function reportNamesInPipes(
  { pipes }: Step,
  names: ReadonlySet<string>,
  view: PipelinesFile['view'],
  report: Report,
): void {
  for (const { name, variables } of pipes) {
    for (const variable of variables.filter((candidate) => runsCommand(name, candidate.name))) {
      const untrusted = untrustedIn(view.text(variable.node) ?? '', names)[0];
      if (variable.node === undefined || untrusted === undefined) continue;
      const message =
        `The pipe runs this text as a command, and whoever names the branch or tag can write into ${untrusted.name}. ` +
        'Leave the name out of it, or check it in a step before.';
      report(variable.node, message);
    }
  }
}

function untrustedIn(text: string, names: ReadonlySet<string>): ReturnType<typeof expansionsOf> {
  return expansionsOf(text).filter(({ name }) => names.has(name));
}

/** Pipes of Atlassian that hand a variable to a shell. */
function runsCommand(pipe: string, variable: string): boolean {
  return (
    /^atlassian\/(ssh-run|docker-run|ecs-exec|azure-cli-run|google-gcloud)/.test(pipe) &&
    /^(COMMAND|CLI_COMMAND|SCRIPT)$/.test(variable)
  );
}
