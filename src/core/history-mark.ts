/** The entry among a finding's given fingerprints, so that it goes with it through SARIF. */
const name = 'codeScan.inHistory/v1';

/** A given fingerprint is not read further than this. UTF-16 units. */
const longest = 1_000;

/**
 * Of a secret that only the history has: what the findings were called that told it while it was in a file. Empty where
 * they are too many to be told, as a part would say that the others are of another secret.
 *
 * @param fingerprints as `docs/identity.md` describes them
 */
export function historyMark(fingerprints: readonly string[]): Readonly<Record<string, string>> {
  const text = [...new Set(fingerprints.map(withoutOrdinal))].join(' ');
  return text === '' || text.length > longest ? {} : { [name]: text };
}

/** True or false where the mark says whether one of these findings told the secret; undefined without a mark. */
export function isToldBy(
  fingerprints: readonly string[],
  givenFingerprints: Readonly<Record<string, string>>,
): boolean | undefined {
  if (!Object.hasOwn(givenFingerprints, name)) return undefined;
  const told = new Set(givenFingerprints[name]?.split(' '));
  return fingerprints.some((fingerprint) => told.has(withoutOrdinal(fingerprint)));
}

/** Equal findings of one file tell the same text: which of them it is says nothing. */
function withoutOrdinal(fingerprint: string): string {
  return fingerprint.replace(/\.\d+$/, '');
}
