import { expansionsOf } from './command.ts';

/** Names of variables that hold secrets. */
const secretName =
  /(^|_)(pass(word|wd|phrase)?|pwd|secret|token|api_?key|access_?key|secret_?key|private_?key|ssh_?key|signing_?key|credentials?|auth_?key|license_?key)(_(base64|b64|value|prod|staging|dev|test))?$/i;
/** Names that end like secrets and hold none. */
const harmlessName =
  /(_ID|_NAME|_URL|_FILE|_PATH|_DIR|_TYPE|_TTL|_EXPIRY|_LENGTH|_COUNT)$|^(COREPACK|PUBLIC)_|PUBLIC_KEY/i;

export function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name);
}

/** Whether a command gets the value of a secret. */
export function usesSecret(text: string): boolean {
  return expansionsOf(text).some(({ name, quoting }) => quoting !== 'single' && isSecretName(name));
}
