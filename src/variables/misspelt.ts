import type { Problem } from '../core/errors.ts';
import { nearestName } from '../core/nearest-name.ts';
import type { Warning } from '../core/report.ts';
import type { Environment } from './read-value.ts';

/** Shorter names are too near to words that have nothing to do with the pipe: `NODE` is one letter from `MODE`. */
const shortestSureName = 7;

/**
 * Names in the environment that are slips of ours. A sure one is a problem, since its value would be silently
 * ignored; an unsure one is a warning.
 */
export function findMisspelt(
  environment: Environment,
  names: readonly string[],
): { readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] } {
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  for (const name of Object.keys(environment)) {
    const base = name.replace(/_(?:COUNT|\d+)$/, '');
    if (!environment[name] || names.includes(name) || names.includes(base)) continue;
    const near = nearestName(base, names);
    if (near === undefined) continue;
    if (near.slips === 1 && near.name.length >= shortestSureName) {
      problems.push({ where: name, message: `not a variable of this pipe; did you mean ${near.name}?` });
    } else if (near.name.length >= shortestSureName) {
      warnings.push({ code: 'unknown-variable', message: `${name} is not read; did you mean ${near.name}?` });
    }
  }
  return { problems, warnings };
}
