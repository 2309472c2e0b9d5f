import { type Command, expansionsOf } from './command.ts';
import type { PipelinesFile } from './pipelines-file.ts';
import type { PipelineRule } from './rule.ts';
import { isSecretName, usesSecret } from './secret-name.ts';

/** Commands that write a secret from where it is kept to their output. */
const fetching =
  /^(?:echo\s+["']?\$\(\s*)?(?:aws\s+secretsmanager\s+get-secret-value|aws\s+ssm\s+get-parameters?(?:-by-path)?\b[^|]*--with-decryption|vault\s+(?:kv\s+get|read)|gcloud\s+secrets\s+versions\s+access|az\s+keyvault\s+secret\s+show|kubectl\b[^|]*\sget\s+secrets?\b[^|]*\s(?:-o|--output)[= ]?(?:["']?(?:ya?ml|json|go-template|jsonpath)))\b/;
/** Where tools keep what lets them in. */
const showingCredentials =
  /^cat\s+(?:\S+\s+)*["']?(?:(?:~|\$HOME|\$\{HOME\}|\/root)\/\.(?:aws\/credentials|docker\/config\.json|ssh\/id_\w+|kube\/config|npmrc|netrc|pypirc|git-credentials)|\$\{?BITBUCKET_SSH_KEY_FILE\}?)["']?(?:\s|$)/;
/** Encodes its standard input and prints that. */
const encodingHere = /^(?:base64|base32|xxd|od|hexdump|rev)\b(?!.*\s(?:-d|-D|--decode)\b)[^<|]*<<<[^|]*$/;
/** All variables at once, encoded. */
const environmentEncoded =
  /^(?:env|printenv|export -p|declare -x|set)\s*\|(?:.*\|)?\s*(?:base64|base32|xxd|od|hexdump|rev|openssl\s+(?:enc|base64))\b(?!.*\s(?:-d|-D|--decode)\b)[^|>]*$/;
/** What only changes how a text looks. */
const showing = /^(?:jq|yq|base64|cat|head|tail|cut|tr|sed|awk|python3?\s+-m\s+json\.tool)\b/;

export const secretPrinted: PipelineRule = {
  id: 'secret-printed',
  title: 'Secret written to the log',
  severity: 'medium',
  cwe: 532,
  help:
    'Bitbucket masks the exact value of a secured variable and nothing else: a part of it, a line of it, a variable that ' +
    'nobody secured, or what the step fetches itself stays readable in the log. Leave the command out; `test -n "$NAME"` ' +
    'tells that it is set.',
  check(file, report) {
    for (const { command, text, name } of printedSecrets(file)) {
      if (isEncoding(text)) continue;
      report({ command, text }, `This prints ${name}. Leave it out, or test it with test -n "$${name}".`);
    }
    for (const { commands } of file.steps) {
      for (const { command, text } of fetchedSecrets(commands)) {
        report(
          { command, text },
          'This writes the secret to the log, where no mask hides it. Put it into a variable: NAME=$(…), or into a file that is no artifact.',
        );
      }
    }
  },
};

export const secretEncodedToLog: PipelineRule = {
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
    for (const command of file.commands) {
      const text = partsOf(command.text).find((part) => environmentEncoded.test(part));
      if (text === undefined) continue;
      report(
        { command, text },
        'This prints all variables in a form that the log does not mask. Remove it and revoke the secrets.',
      );
    }
  },
};

/** Each part of a command that writes the value of a secret to the log, with the name of that. */
function* printedSecrets(
  file: PipelinesFile,
): Generator<{ readonly command: Command; readonly text: string; readonly name: string }> {
  for (const command of file.commands) {
    for (const text of printingParts(command.text)) {
      const expanded = expansionsOf(text)
        .filter(({ quoting }) => quoting !== 'single')
        .map(({ name }) => name);
      const name = [...expanded, ...namesToPrintenv(text)].find(isSecretName);
      if (name !== undefined) yield { command, text, name };
    }
  }
}

/** Secrets that no variable of the repository holds: fetched, or read from a file. */
function* fetchedSecrets(
  commands: readonly Command[],
): Generator<{ readonly command: Command; readonly text: string }> {
  const secretFiles = new Set<string>();
  for (const command of commands) {
    for (const text of partsOf(command.text)) {
      const written = />\s*["']?([\w./~-]+)["']?$/.exec(text)?.[1];
      if (written !== undefined && usesSecret(text)) secretFiles.add(written);
      else if (showsFetched(text, secretFiles)) yield { command, text };
    }
  }
}

/** @param secretFiles what the step has written secrets into */
function showsFetched(text: string, secretFiles: ReadonlySet<string>): boolean {
  const [first = '', ...others] = text.replaceAll('2>&1', '').split('|');
  if (/[<>]/.test(first) || !others.every((part) => showing.test(part.trim()) && !part.includes('>'))) {
    return false;
  }
  const command = first.trim();
  const file = /^cat\s+["']?([\w./~-]+)["']?$/.exec(command)?.[1];
  return (
    fetching.test(command) ||
    showingCredentials.test(command) ||
    (file !== undefined && secretFiles.has(file))
  );
}

function printingParts(text: string): string[] {
  return partsOf(text)
    .filter((part) => /^(echo|printf|cat\s*<<<|printenv\s)/.test(part) || encodingHere.test(part))
    .filter((part) => !/[^|]>|\|\s*tee\b/.test(part.replaceAll('>&2', '').replaceAll('2>&1', '')))
    .filter((part) => !part.includes('|') || isEncoding(part));
}

/** It takes the names themselves. */
function namesToPrintenv(text: string): string[] {
  return /^printenv\s+([\w ]+)/.exec(text)?.[1]?.split(/\s+/) ?? [];
}

function partsOf(text: string): string[] {
  return text.split(/&&|\|\||;/).map((part) => part.trim());
}

/** Ends in something that changes the text and prints it. */
function isEncoding(part: string): boolean {
  if (encodingHere.test(part)) return true;
  const last = part.split('|').at(-1)?.trim() ?? '';
  return (
    part.includes('|') &&
    /^(base64|base32|xxd|od|hexdump|rev|tr|cut|sed|fold|openssl (enc|base64)|gzip|head|tail|awk|grep)\b/.test(
      last,
    ) &&
    !/(-d|-D|--decode)\b/.test(last)
  );
}
