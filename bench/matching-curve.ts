// Matching from a thousand to a hundred thousand findings a side: `node bench/matching-curve.ts [--quick]`.
import { matchFindings } from '../src/triage/matching/match-findings.ts';
import { isQuick, slope, tell } from './figures.ts';
import { manyFindings, shapes } from './matching/many-findings.ts';

const sizes = isQuick ? [1_000, 10_000] : [1_000, 3_000, 10_000, 30_000, 100_000];
const steepest = 1.15;

const rows = [];
for (const [name, shape] of Object.entries(shapes)) {
  // The first run is the compiler's.
  await matchFindings(manyFindings(shape, 1_000));
  const seconds: number[] = [];
  let right = 0;
  for (const size of sizes) {
    const input = manyFindings(shape, size);
    const before = process.cpuUsage();
    const { pairs } = await matchFindings(input);
    const { user, system } = process.cpuUsage(before);
    seconds.push(Math.max(0.001, (user + system) / 1e6));
    right = pairs.filter((pair) => pair.before === pair.after).length;
  }
  const exponent = slope(sizes, seconds);
  const curve = sizes.map(
    (size, index) => `${size.toLocaleString('en')}: ${(seconds[index] ?? 0).toFixed(2)} s`,
  );
  rows.push({
    what: `${name}, ${right.toLocaleString('en')} matched: exponent of the processor time`,
    figure: `${exponent.toFixed(2)} (${curve.join(', ')})`,
    target: `${steepest}`,
    met: exponent <= steepest,
  });
}
tell('Matching, findings a side', rows);
