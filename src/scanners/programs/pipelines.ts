import { scanPipelines } from '../pipelines/scan-pipelines.ts';
import { eachByItself, runJob } from './run-job.ts';

await runJob(process.argv[2], eachByItself(scanPipelines));
