import { expansionsOf } from './command.ts';
import { secretEncodedToLog, secretPrinted } from './printed-secrets.ts';
import type { PipelineRule } from './rule.ts';
import { secretInClear } from './secret-in-clear.ts';
import { isSecretName, usesSecret } from './secret-name.ts';

/** Where programs show what they were started with. */
const everyVariable =
  /\b(cat\s+\/proc\/(?:self|\d+)\/environ|console\.log\(process\.env\)|print\((?:dict\()?os\.environ\))/;

export const secretRules: readonly PipelineRule[] = [
  secretInClear,
  secretPrinted,
  secretEncodedToLog,
  {
    id: 'environment-printed',
    title: 'All variables written to the log',
    severity: 'low',
    cwe: 532,
    help:
      'This lists every variable, secrets with them; what is not marked as secured, and every part that a mask does ' +
      'not cover, stays readable in the log. Print the few names that are needed.',
    check(file, report) {
      for (const command of file.commands) {
        const match =
          /(?:^|[;&|]\s*)((?:printenv|env|export -p|declare -x|export|set))\s*(?:$|[;&]|\|\s*(?:sort|cat|less|tee|base64))/.exec(
            command.text,
          ) ?? everyVariable.exec(command.text);
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
      for (const command of file.commands) {
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
      for (const command of file.commands) {
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
      for (const command of file.commands) {
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
  {
    id: 'app-password',
    title: 'App password, which Bitbucket takes no more',
    severity: 'low',
    cwe: 477,
    category: 'bug',
    help:
      'Bitbucket Cloud has refused app passwords since 28 July 2026: with one, each request fails with 401. Use an access ' +
      'token of the repository (`x-token-auth` as the user of git), or an API token with scopes with the account’s e-mail address. ' +
      'A variable that holds one of these already needs another name. ' +
      'https://community.atlassian.com/forums/Bitbucket-articles/Deprecation-notice-Bitbucket-Cloud-app-password-brownout/ba-p/3237429',
    check(file, report) {
      const message =
        'Bitbucket takes no app passwords any more. Use an access token of the repository, and call its variable what it holds.';
      for (const { pipes } of file.steps) {
        const passed = pipes
          .flatMap(({ variables }) => variables)
          .find(({ name }) => name === 'BITBUCKET_APP_PASSWORD');
        if (passed?.node !== undefined) return report(passed.node, message);
      }
      for (const command of file.commands) {
        const [text] =
          /\$\{?\w*APP_PASSWORD\}?(?=[^\s]*@bitbucket\.org|.*api\.bitbucket\.org)/.exec(command.text) ?? [];
        if (text !== undefined) return report({ command, text }, message);
      }
    },
  },
];
