import { fileURLToPath } from 'node:url';
import { scanFlow } from '../flow/scan-flow.ts';
import { runJob } from './run-job.ts';

const grammars = fileURLToPath(new URL('./grammars', import.meta.url));

const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

await runJob(process.argv[2], (jobs) => scanFlow(jobs, grammars, spent));
