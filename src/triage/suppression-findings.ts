import type { Finding } from '../core/finding.ts';
import { hasExpired, type Suppression } from './suppression.ts';

/** The name under which the pipe reports on suppressions. */
export const ownScanner = 'code-scan';

/**
 * What is wrong with suppressions, as findings of the pipe's own: expired, without a reason, or (where everything was
 * scanned) of no use at the place that they name.
 */
export function suppressionFindings(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  { today, everythingWasScanned }: { readonly today: string; readonly everythingWasScanned: boolean },
): readonly Finding[] {
  return suppressions.flatMap((suppression) => {
    const isUsed = used.has(suppression);
    const problems: Finding[] = [];
    if (hasExpired(suppression, today)) {
      problems.push(
        finding(
          suppression,
          'expired-suppression',
          'Suppression has expired',
          `It ended on ${suppression.until}; what it suppressed counts again. Mend the problem, or give a later day.`,
        ),
      );
    }
    if (suppression.reason === undefined) {
      problems.push(
        finding(
          suppression,
          'suppression-without-reason',
          'Suppression without a reason',
          'Say why this is all right.',
        ),
      );
    }
    if (!isUsed && everythingWasScanned && suppression.isGeneral !== true) {
      problems.push(
        finding(
          suppression,
          'unused-suppression',
          'Suppression without use',
          'No finding fits it. Delete it.',
        ),
      );
    }
    return problems;
  });
}

function finding(suppression: Suppression, rule: string, title: string, advice: string): Finding {
  return {
    scanner: ownScanner,
    rule,
    ruleInformation: { name: title },
    severity: 'low',
    category: 'style',
    cwe: [],
    title,
    message: `${suppression.label}: ${advice}`,
    place: suppression.place,
    related: [],
    flows: [],
    fixes: [],
    suppressions: [],
    givenFingerprints: {},
    source: { file: suppression.place.path, run: 0, result: 0 },
  };
}
