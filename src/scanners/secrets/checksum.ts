import { crc32 } from 'node:zlib';

/**
 * Tokens that end in a sum of what is between their beginning and it, in six digits to the base of 62:
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/. npm and Vercel do the same.
 */
const withSum = /^(?:gh[oprsu]_|npm_|vc[a-z]_)([A-Za-z0-9]{30}|[A-Za-z0-9]{50})([A-Za-z0-9]{6})$/;
/** The same in eight hexadecimal digits, the lowest byte first: `gl` and a service, 32 characters, the sum of all before it. */
const withSumOfGrafana = /^(gl[a-z]{1,4}_[A-Za-z0-9]{32})_([0-9a-f]{8})$/;
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** True for a token whose provider cannot have made it. */
export function hasWrongSum(token: string): boolean {
  const [, body, sum] = withSum.exec(token) ?? [];
  return (body !== undefined && sum !== sumOf(body)) || hasWrongSumOfGrafana(token);
}

function hasWrongSumOfGrafana(token: string): boolean {
  const [, body, sum] = withSumOfGrafana.exec(token) ?? [];
  if (body === undefined) return false;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(body));
  return sum !== bytes.toString('hex');
}

function sumOf(body: string): string {
  let rest = crc32(body);
  let sum = '';
  for (let count = 0; count < 6; count += 1) {
    sum = (digits[rest % digits.length] ?? '') + sum;
    rest = Math.floor(rest / digits.length);
  }
  return sum;
}
