/** The program that `sarif-read.ts` starts for each measurement: `node sarif-ways.ts WAY FILE`. */
import { readFileSync } from 'node:fs';
import { PathLocator } from '../src/sarif/normalise/locate-path.ts';
import { readLog } from '../src/sarif/read/read-log.ts';
import { readLogFile } from '../src/sarif/read-log-file.ts';

export interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly results: number;
  readonly peakMegabytes: number;
}

export type Way = (typeof ways)[number];

export const ways = ['JSON.parse', 'stream', 'findings'] as const;

async function measure(way: Way, path: string): Promise<Measured> {
  const started = performance.now();
  const before = process.cpuUsage();
  const results = await work[way](path);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    results,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

const work: Readonly<Record<Way, (path: string) => Promise<number>>> = {
  async 'JSON.parse'(path) {
    const log: { runs: { results: unknown[] }[] } = JSON.parse(readFileSync(path, 'utf8'));
    return log.runs[0]?.results.length ?? 0;
  },
  async stream(path) {
    let results = 0;
    for await (const event of readLog({ path, name: path }, { results: 'read', signal: undefined })) {
      if (event.kind === 'elements' && event.of === 'results') results += event.values.length;
    }
    return results;
  },
  async findings(path) {
    const none = () => {};
    const log = { debug: none, info: none, warn: none, error: none };
    const context = { root: '/nowhere', repositoryFiles: new Set<string>(), log };
    const locator = new PathLocator(context.root, context.repositoryFiles);
    const { runs } = await readLogFile({ path, name: path }, locator, context);
    return runs[0]?.results ?? 0;
  },
};

const [first, path] = process.argv.slice(2);
const wanted = ways.find((way) => way === first);
if (path !== undefined && wanted !== undefined) console.log(JSON.stringify(await measure(wanted, path)));
