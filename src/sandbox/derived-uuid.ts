import { createHash } from 'node:crypto';

/** A uuid of version 5's form in braces, the same for the same name: Bitbucket derives those of reports too. */
export function derivedUuid(...name: readonly (string | number)[]): string {
  const hex = createHash('sha1').update(JSON.stringify(name)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  const tail = `${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${tail}}`;
}
