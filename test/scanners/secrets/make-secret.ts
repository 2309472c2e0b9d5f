import { createHash } from 'node:crypto';

const alphabets: Readonly<Record<string, string>> = {
  a: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  h: '0123456789abcdef',
  u: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  l: 'abcdefghijklmnopqrstuvwxyz0123456789',
  d: '0123456789',
  b: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  t: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  w: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
};

/** Fills `{a20}` and its like (see `rules/secrets/README.md`), the same for every run. */
export function makeSecret(template: string): string {
  let count = 0;
  return template.replace(/\{([ahuldbtw])(\d+)\}/g, (_, kind: string, length: string) => {
    count += 1;
    return random(alphabets[kind] ?? '', Number(length), `${template} ${count}`);
  });
}

function random(alphabet: string, length: number, seed: string): string {
  let text = '';
  for (let round = 0; text.length < length; round += 1) {
    for (const byte of createHash('sha256').update(`${seed} ${round}`).digest()) {
      text += alphabet[byte % alphabet.length] ?? '';
    }
  }
  return text.slice(0, length);
}
