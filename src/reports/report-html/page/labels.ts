import type { Disposition } from '../../../core/finding.ts';

/** What people call what triage decided. */
const states: Readonly<Record<Disposition, string>> = {
  active: 'new',
  'moved?': 'perhaps moved',
  'outside-change': 'outside the change',
  baselined: 'there before',
  suppressed: 'suppressed',
};

export function stateLabel(disposition: string): string {
  return Object.entries(states).find(([state]) => state === disposition)?.[1] ?? disposition;
}
