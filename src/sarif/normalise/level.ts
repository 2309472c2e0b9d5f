import type { JsonObject } from '../json.ts';

export const levels = ['error', 'warning', 'note', 'none'] as const;

export type Level = (typeof levels)[number];

export function asLevel(value: unknown): Level | undefined {
  return levels.find((level) => level === value);
}

/**
 * The level of a result as SARIF 2.1.0 derives it (section 3.27.10): its own, else `none` for kinds that are no
 * failure, else the invocation's override, else the rule's default, else `warning`.
 */
export function levelOf(
  result: JsonObject,
  overridden: Level | undefined,
  ruleDefault: Level | undefined,
): Level {
  const given = asLevel(result['level']);
  if (given !== undefined) return given;
  const { kind } = result;
  if (kind === 'open' || kind === 'review') return 'none';
  return overridden ?? ruleDefault ?? 'warning';
}
