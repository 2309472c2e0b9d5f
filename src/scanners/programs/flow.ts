import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lookAhead } from '../flow/look-ahead.ts';
import { scanFlow } from '../flow/scan-flow.ts';
import { SyntaxParser } from '../flow/syntax/parser.ts';
import { readJobs, runJobs } from './run-job.ts';

const parser = new SyntaxParser(fileURLToPath(new URL('./grammars', import.meta.url)));

const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const [first, aheadFile] = process.argv.slice(2);
if (first === '--ahead') {
  const [job] = await readJobs(aheadFile);
  const ahead = job === undefined ? undefined : await lookAhead(job);
  // Waits for it. Empty where there is nothing to scan after all.
  const jobFile = readFileSync(0, 'utf8');
  if (jobFile !== '') await runJobs(await readJobs(jobFile), (jobs) => scanFlow(jobs, parser, spent, ahead));
} else {
  await runJobs(await readJobs(first), (jobs) => scanFlow(jobs, parser, spent));
}
