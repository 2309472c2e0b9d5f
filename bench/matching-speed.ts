// How long matching takes and what it needs:
// `node --max-old-space-size=360 --max-semi-space-size=8 bench/matching-speed.ts [findings a side] [shape]`.
import { matchFindings } from '../src/triage/matching/match-findings.ts';
import { manyFindings, shapes } from './matching/many-findings.ts';

const count = Number(process.argv[2] ?? 100_000);
const only = process.argv[3];

const rows: Record<string, Record<string, string | number>> = {};
for (const [name, shape] of Object.entries(shapes)) {
  if (only !== undefined && only !== name) continue;
  const input = manyFindings(shape, count);
  const startedCpu = process.cpuUsage();
  const started = performance.now();
  const { pairs } = await matchFindings(input);
  rows[name] = {
    findings: count,
    seconds: ((performance.now() - started) / 1_000).toFixed(1),
    'of processor': (process.cpuUsage(startedCpu).user / 1_000_000).toFixed(1),
    matched: pairs.length,
    right: pairs.filter(({ before, after }) => before === after).length,
    // Of all shapes so far; name one shape to see what it needs alone.
    'peak MB': Math.round(process.resourceUsage().maxRSS / 1_024),
  };
}
console.table(rows);
