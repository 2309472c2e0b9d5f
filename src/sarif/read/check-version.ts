import { InputError } from '../../core/errors.ts';

/** SARIF is read in its one standard version; earlier drafts have other shapes under the same names. */
export function checkVersion(version: unknown, file: string): void {
  if (version === '2.1.0') return;
  const found = typeof version === 'string' ? `version ${version.slice(0, 40)}` : 'no version';
  const isDraft = typeof version === 'string' && /^[12]\.0/.test(version);
  const advice = isDraft ? 'convert it with the SARIF Multitool (`sarif transform`)' : 'write SARIF 2.1.0';
  throw new InputError(file, `SARIF with ${found}; only 2.1.0 is read: ${advice}`, { pointer: '/version' });
}
