import { asList, asObject } from '../json.ts';
import type { RunReach } from '../read-context.ts';
import { asLevel } from './level.ts';
import type { PathLocator } from './locate-path.ts';
import { PlaceReader } from './place-of.ts';
import type { RunHeader } from './run-header.ts';

/**
 * @param isUsed whether a result of the run is of this rule. A list of rules is whole where it names one that found
 *   nothing.
 */
export function runReach(
  header: RunHeader,
  locator: PathLocator,
  isUsed: (rule: string) => boolean,
): RunReach {
  const rules = new Set(header.rules.ids());
  const isWhole = [...rules].some((rule) => !isUsed(rule));
  return { unseen: unseenFiles(header, locator), ...(isWhole && { rules }) };
}

/**
 * A tool that cannot parse a file says so in a notification of level error (SARIF 2.1.0, section 3.20.21); Bandit does
 * in those on configuration.
 */
function unseenFiles(header: RunHeader, locator: PathLocator): readonly string[] {
  const notifications = header.invocations
    .map(asObject)
    .flatMap((invocation) => [
      ...asList(invocation['toolExecutionNotifications']),
      ...asList(invocation['toolConfigurationNotifications']),
    ])
    .map(asObject)
    .filter(({ level }) => asLevel(level) === 'error');
  if (notifications.length === 0) return [];
  const places = new PlaceReader(header, locator);
  return notifications
    .flatMap(({ locations }) => asList(locations))
    .flatMap((location) => {
      const physical = asObject(asObject(location)['physicalLocation']);
      const located = places.locate(physical['artifactLocation']);
      return located.kind === 'inside' ? [located.path] : [];
    });
}
