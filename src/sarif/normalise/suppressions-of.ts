import type { GivenSuppression } from '../../core/finding.ts';
import { asList, asText, isObject } from '../json.ts';
import { boundedText, textLimits } from './bounded-text.ts';

/** SARIF 2.1.0, section 3.35: a suppression without a status is accepted. Equal ones count once. */
export function suppressionsOf(value: unknown): readonly GivenSuppression[] {
  const given = asList(value);
  if (given.length === 0) return none;
  const suppressions = given.filter(isObject).map(({ kind, status, justification }): GivenSuppression => {
    const reason = asText(justification);
    return {
      kind: kind === 'inSource' ? 'inSource' : 'external',
      status: statusOf(status),
      ...(reason !== undefined && { justification: boundedText(reason, textLimits.message) }),
    };
  });
  return [...new Map(suppressions.map((one) => [JSON.stringify(one), one])).values()];
}

/** A status that the format does not have suppresses nothing. */
function statusOf(status: unknown): GivenSuppression['status'] {
  if (status === undefined || status === null || status === 'accepted') return 'accepted';
  return status === 'underReview' ? 'underReview' : 'rejected';
}

const none: readonly GivenSuppression[] = Object.freeze([]);
