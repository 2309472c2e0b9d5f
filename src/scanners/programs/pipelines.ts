import { scanPipelines } from '../pipelines/scan-pipelines.ts';
import { runJob } from './run-job.ts';

await runJob(process.argv[2], scanPipelines);
