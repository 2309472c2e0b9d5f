import { scanSecrets } from '../secrets/scan-secrets.ts';
import { runJob } from './run-job.ts';

await runJob(process.argv[2], scanSecrets);
