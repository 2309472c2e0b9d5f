import type { Node } from 'yaml';
import { type Command, expansionsOf } from './command.ts';
import type { PipelinesFile } from './pipelines-file.ts';
import type { PipelineRule } from './rule.ts';
import { isLiteralSecret } from './secret-value.ts';

/** Names of variables that hold secrets. */
const secretName =
  /(^|_)(pass(word|wd|phrase)?|pwd|secret|token|api_?key|access_?key|secret_?key|private_?key|ssh_?key|signing_?key|credentials?|auth_?key|license_?key)(_(base64|b64|value|prod|staging|dev|test))?$/i;
/** Names that end like secrets and hold none. */
const harmlessName =
  /(_ID|_NAME|_URL|_FILE|_PATH|_DIR|_TYPE|_TTL|_EXPIRY|_LENGTH|_COUNT)$|^(COREPACK|PUBLIC)_|PUBLIC_KEY/i;
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name);
}

const inClearHelp =
  'Whoever can read the repository, or a copy of it, has this secret. Revoke it at its provider, put the new one into ' +
  'a secured variable (Repository settings > Pipelines > Repository variables) and write `$NAME` here.';

export const secretRules: readonly PipelineRule[] = [
  {
    id: 'secret-in-clear',
    title: 'Secret in clear in the configuration',
    severity: 'high',
    cwe: 798,
    help: inClearHelp,
    check(file, report) {
      const ofServices = serviceValues(file);
      const isSecret = (name: string, value: string) =>
        isSecretName(name) && isLiteralSecret(value) && !ofServices.has(value);
      for (const { name, node } of namedValues(file)) {
        const value = file.view.text(node);
        if (node === undefined || value === undefined || !isSecret(name, value)) continue;
        report(
          node,
          `${name} holds its secret in clear. Revoke it, put the new one into a secured variable and write $${name} here.`,
        );
      }
      for (const command of commandsIn(file)) {
        for (const [text, name = '', , value = ''] of command.text.matchAll(
          /(?:^|\s)(?:export\s+)?([A-Za-z_]\w*)=(["']?)([^\s"'`;|&]+)\2/g,
        )) {
          if (!isSecret(name, value)) continue;
          report(
            { command, text: text.trim() },
            `${name} is set to a secret in clear. Revoke it, and let a secured variable of that name hold the new one.`,
          );
        }
      }
    },
  },
  {
    id: 'secret-printed',
    title: 'Secret written to the log',
    severity: 'medium',
    cwe: 532,
    help:
      'Bitbucket masks the exact value of a secured variable and nothing else: a part of it, a line of it, or a ' +
      'variable that nobody secured stays readable in the log. Leave the command out; `test -n "$NAME"` tells that it is set.',
    check(file, report) {
      for (const { command, text, name } of printedSecrets(file)) {
        if (isEncoding(text)) continue;
        report({ command, text }, `This prints ${name}. Leave it out, or test it with test -n "$${name}".`);
      }
    },
  },
  {
    id: 'secret-encoded-to-log',
    title: 'Secret written to the log past the mask',
    severity: 'high',
    cwe: 532,
    help:
      'Bitbucket masks only the exact value of a secured variable. Encoded, reversed or cut it is readable for ' +
      'everybody who can see the build, and often that is how secrets are taken. Remove the command and revoke the secret.',
    check(file, report) {
      for (const { command, text, name } of printedSecrets(file)) {
        if (!isEncoding(text)) continue;
        report(
          { command, text },
          `This prints ${name} in a form that the log does not mask. Remove it and revoke the secret.`,
        );
      }
    },
  },
  {
    id: 'environment-printed',
    title: 'All variables written to the log',
    severity: 'low',
    cwe: 532,
    help:
      'This lists every variable, secrets with them; what is not marked as secured, and every part that a mask does ' +
      'not cover, stays readable in the log. Print the few names that are needed.',
    check(file, report) {
      for (const command of commandsIn(file)) {
        const match =
          /(?:^|[;&|]\s*)((?:printenv|env|export -p|declare -x|export|set))\s*(?:$|[;&]|\|\s*(?:sort|cat|less|tee|base64))/.exec(
            command.text,
          );
        if (match?.[1] === undefined || (match[1] === 'set' && command.text !== 'set')) continue;
        report(
          { command, text: match[1] },
          `${match[1]} prints all variables, secrets too. Print the ones that you need: echo "$BITBUCKET_BRANCH".`,
        );
      }
    },
  },
  {
    id: 'trace-with-secrets',
    title: 'Commands traced while secrets are used',
    severity: 'low',
    cwe: 532,
    help:
      '`set -x` writes each command with its variables filled in. Parts of secrets, and such as are not secured, land in ' +
      'the log. Leave it out, or put `set +x` before the commands that use secrets.',
    check({ steps }, report) {
      for (const { commands } of steps) {
        const trace = commands.findIndex(({ text }) =>
          /(^|[;&]\s*)(set -[a-z]*x[a-z]*|set -o xtrace|bash -x)\b/.test(text),
        );
        const command = commands[trace];
        if (command === undefined) continue;
        const user = commands.slice(trace).find(({ text }) => /\bset \+x/.test(text) || usesSecret(text));
        if (user === undefined || !usesSecret(user.text)) continue;
        report(
          { command, text: command.text },
          'From here on each command is logged with its secrets filled in. Remove set -x, or write set +x before them.',
        );
      }
    },
  },
  {
    id: 'secret-as-argument',
    title: 'Secret as an argument of a command',
    severity: 'low',
    cwe: 214,
    help:
      'Arguments of a process can be read by every other one on the machine, and tools write them into their own logs. ' +
      'Give the secret on standard input: `echo "$TOKEN" | docker login -u "$USER" --password-stdin`.',
    check(file, report) {
      for (const command of commandsIn(file)) {
        const match =
          /\b(docker|podman|helm registry|buildah|skopeo|az acr|oras)\s+login\b[^|;&]*?\s(-p|--password)[ =]["']?\$\{?\w+\}?["']?/.exec(
            command.text,
          ) ?? /\bsshpass\s+-p\s*["']?\$\{?\w+\}?["']?/.exec(command.text);
        if (match === null) continue;
        report(
          { command, text: match[0] },
          'The password is an argument here, which other processes can read. Pass it with --password-stdin (or sshpass -e).',
        );
      }
    },
  },
  {
    id: 'secret-in-url',
    title: 'Secret inside an address',
    severity: 'low',
    cwe: 522,
    help:
      'Addresses end up in `.git/config`, in logs and in error messages. In a step, `git` on this repository needs no ' +
      'password at all; for others use an SSH key of the pipeline, or a header: `git -c http.extraHeader="Authorization: Bearer $TOKEN"`.',
    check(file, report) {
      for (const command of commandsIn(file)) {
        for (const [text] of command.text.matchAll(/https?:\/\/[^\s/"'@]*\$\{?(\w+)\}?@[^\s"']+/g)) {
          const names = expansionsOf(text).map(({ name }) => name);
          if (!names.some(isSecretName)) continue;
          report(
            { command, text },
            'The address holds a secret, and addresses are stored and logged. Use an SSH key of the pipeline, or an Authorization header.',
          );
        }
      }
    },
  },
  {
    id: 'secret-in-image',
    title: 'Secret built into an image',
    severity: 'medium',
    cwe: 538,
    help:
      'A build argument stays in the history of the image: `docker history` shows it to everybody who can pull. Mount it ' +
      'for the one command that needs it: `docker build --secret id=token,env=TOKEN`, in the Dockerfile `RUN --mount=type=secret,id=token …`.',
    check(file, report) {
      for (const command of commandsIn(file)) {
        for (const [text, name = '', value = ''] of command.text.matchAll(
          /--build-arg[ =]["']?(\w+)(?:=["']?([^\s"']+))?["']?/g,
        )) {
          const fromSecret = expansionsOf(value).some((expansion) => isSecretName(expansion.name));
          if (!fromSecret && !(isSecretName(name) && (value === '' || value.includes('$')))) continue;
          report(
            { command, text },
            `${name} stays readable in the image’s history. Mount it instead: docker build --secret id=${name.toLowerCase()},env=${name}.`,
          );
        }
      }
    },
  },
  {
    id: 'long-lived-cloud-key',
    title: 'Long-lived cloud key where OpenID Connect would do',
    severity: 'low',
    cwe: 522,
    help:
      'A key that never ends is worth stealing. With `oidc: true` the step gets a token for minutes: pass ' +
      '`AWS_OIDC_ROLE_ARN` to the pipe instead of the two keys, and delete them.',
    check({ steps, view }, report) {
      for (const { pipes } of steps) {
        for (const { name, variables } of pipes) {
          const key = variables.find((variable) => variable.name === 'AWS_SECRET_ACCESS_KEY');
          const value = view.text(key?.node);
          if (!name.startsWith('atlassian/aws-') || key?.node === undefined || !value?.includes('$'))
            continue;
          report(
            key.node,
            'A key without end is passed here. Set oidc: true on the step and pass AWS_OIDC_ROLE_ARN instead.',
          );
        }
      }
    },
  },
];

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
  const images = [root, ...steps.map(({ node }) => node)].map((holder) => view.get(holder, 'image'));
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

function commandsIn({ steps }: PipelinesFile): Command[] {
  return steps.flatMap(({ commands }) => commands);
}

export function usesSecret(text: string): boolean {
  return expansionsOf(text).some(({ name, quoting }) => quoting !== 'single' && isSecretName(name));
}

/** Each part of a command that writes the value of a secret to the log, with the name of that. */
function* printedSecrets(
  file: PipelinesFile,
): Generator<{ readonly command: Command; readonly text: string; readonly name: string }> {
  for (const command of commandsIn(file)) {
    for (const text of printingParts(command.text)) {
      const secret = expansionsOf(text).find(
        ({ name, quoting }) => quoting !== 'single' && isSecretName(name),
      );
      if (secret !== undefined) yield { command, text, name: secret.name };
    }
  }
}

function printingParts(text: string): string[] {
  return text
    .split(/&&|\|\||;/)
    .map((part) => part.trim())
    .filter((part) => /^(echo|printf|cat\s*<<<|printenv\s)/.test(part))
    .filter((part) => !/[^|]>|\|\s*tee\b/.test(part.replaceAll('>&2', '').replaceAll('2>&1', '')))
    .filter((part) => !part.includes('|') || isEncoding(part));
}

/** Ends in something that changes the text and prints it. */
function isEncoding(part: string): boolean {
  const last = part.split('|').at(-1)?.trim() ?? '';
  return (
    part.includes('|') &&
    /^(base64|base32|xxd|od|hexdump|rev|tr|cut|sed|fold|openssl (enc|base64)|gzip|head|tail|awk|grep)\b/.test(
      last,
    ) &&
    !/(-d|-D|--decode)\b/.test(last)
  );
}
