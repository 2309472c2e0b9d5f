import type { Node } from 'yaml';
import type { PipelinesFile } from './pipelines-file.ts';
import type { PipelineRule } from './rule.ts';
import { isSecretName } from './secret-name.ts';
import { isLiteralSecret } from './secret-value.ts';

const assignment = /(?:^|\s)(?:export\s+)?([A-Za-z_]\w*)=(["']?)([^\s"'`;|&]+)\2/g;
/** Programs that are given a password for an account elsewhere. */
const logins = [
  /\b(?:docker|podman|buildah|skopeo|oras|helm\s+registry|az\s+acr|az|oc)\s+login\b[^|;&]*?\s(?:-p|--password)[ =](["']?)([^\s"'`;|&]+)\1/g,
  /\bsshpass\s+-p\s*(["']?)([^\s"'`;|&]+)\1/g,
  /\b(?:curl|wget)\b[^|;&]*?\s(?:-u|--user)[ =]?(["']?)[^\s"'`:$;|&]+:([^\s"'`;|&]+)\1/g,
];

export const secretInClear: PipelineRule = {
  id: 'secret-in-clear',
  title: 'Secret in clear in the configuration',
  severity: 'high',
  cwe: 798,
  help:
    'Whoever can read the repository, or a copy of it, has this secret. Revoke it at its provider, put the new one into ' +
    'a secured variable (Repository settings > Pipelines > Repository variables) and write `$NAME` here.',
  check(file, report) {
    const ofServices = serviceValues(file);
    const isSecret = (value: string) => isLiteralSecret(value) && !ofServices.has(value);
    for (const { name, node } of namedValues(file)) {
      const value = file.view.text(node);
      if (node === undefined || value === undefined || !isSecretName(name) || !isSecret(value)) continue;
      report(
        node,
        `${name} holds its secret in clear. Revoke it, put the new one into a secured variable and write $${name} here.`,
      );
    }
    for (const command of file.commands) {
      for (const { text, message } of writtenOut(command.text, isSecret)) report({ command, text }, message);
    }
  },
};

function* writtenOut(
  command: string,
  isSecret: (value: string) => boolean,
): Generator<{ readonly text: string; readonly message: string }> {
  for (const [text, name = '', , value = ''] of command.matchAll(assignment)) {
    if (!isSecretName(name) || !isSecret(value)) continue;
    yield {
      text: text.trim(),
      message: `${name} is set to a secret in clear. Revoke it, and let a secured variable of that name hold the new one.`,
    };
  }
  if (/\b(?:localhost|127\.0\.0\.1)\b/.test(command)) return;
  for (const [text, , value = ''] of logins.flatMap((login) => [...command.matchAll(login)])) {
    if (!isSecret(value)) continue;
    yield {
      text,
      message:
        'The password of this account stands here in clear. Change it, and pass the new one from a secured variable.',
    };
  }
}

/** What a service of the build is set up with, such as the password of its database: it lives as long as the step. */
function serviceValues({ view, root }: PipelinesFile): ReadonlySet<string> {
  const variables = view
    .entries(view.get(root, 'definitions', 'services'))
    .flatMap(({ value }) => view.entries(view.get(value, 'variables')));
  return new Set(variables.map(({ value }) => view.text(value) ?? ''));
}

/** Values that have a name: variables of pipes, of custom pipelines, and the credentials of images. */
function namedValues({
  view,
  root,
  steps,
  pipelines,
}: PipelinesFile): { name: string; node: Node | undefined }[] {
  const services = view.entries(view.get(root, 'definitions', 'services')).map(({ value }) => value);
  const holders = [root, ...steps.map(({ node }) => node), ...services];
  const images = holders.map((holder) => view.get(holder, 'image'));
  return [
    ...steps.flatMap(({ pipes }) => pipes.flatMap(({ variables }) => variables)),
    ...images.flatMap((image) => [
      { name: 'password', node: view.get(image, 'password') },
      { name: 'secret_key', node: view.get(image, 'aws', 'secret-key') },
      { name: 'access_key', node: view.get(image, 'aws', 'access-key') },
    ]),
    ...pipelines.flatMap(({ node }) =>
      view
        .items(node)
        .flatMap((item) => view.items(view.get(item, 'variables')))
        .map((variable) => ({
          name: view.text(view.get(variable, 'name')) ?? '',
          node: view.get(variable, 'default'),
        })),
    ),
  ];
}
