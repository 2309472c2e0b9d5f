import { fileURLToPath } from 'node:url';
import { scanFlow } from '../flow/scan-flow.ts';
import { runJob } from './run-job.ts';

const grammars = fileURLToPath(new URL('./grammars', import.meta.url));

await runJob(process.argv[2], (job) => scanFlow(job, grammars));
