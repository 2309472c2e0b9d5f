import { scanSecrets } from '../secrets/scan-secrets.ts';
import { eachByItself, runJob } from './run-job.ts';

await runJob(process.argv[2], eachByItself(scanSecrets));
