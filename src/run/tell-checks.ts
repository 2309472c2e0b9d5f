import type { Check } from '../bitbucket/doctor.ts';
import type { Log, Look } from '../core/log.ts';
import { sayOnce } from './say-once.ts';

const looks = { ok: 'good', missing: 'bad', failed: 'bad', skipped: 'none' } as const satisfies Record<
  Check['outcome'],
  Look
>;

/** One part of the table of `MODE=doctor`, with what to do below each row that wants it. */
export function tellChecks(log: Log, title: string, checks: readonly Check[]): void {
  if (checks.length === 0) return;
  log.info(title, { look: 'section' });
  const once = sayOnce();
  const width = Math.max(...checks.map(({ check }) => check.length));
  for (const { check, outcome, detail, remedy } of checks) {
    const isBroken = outcome === 'missing' || outcome === 'failed';
    const say = isBroken ? log.error : log.info;
    say(`${check.padEnd(width)}  ${detail}`.trimEnd(), { look: looks[outcome], check, outcome, remedy });
    if (remedy !== undefined) log.info(`  → ${once(remedy)}`, { look: 'faint' });
  }
}
