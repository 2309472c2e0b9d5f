import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { WaysOut } from '../http/transport.ts';
import type { Configuration } from './configuration.ts';
import { waysOut } from './ways-out.ts';
import type { World } from './world.ts';

/** Where this pipe lives: `repository` of pipe.yml. */
export const repositoryUrl = 'https://bitbucket.org/codescan/code-scan-pipe';

const cloudApi = 'https://api.bitbucket.org/2.0';

/** The newest tags first: a release is a tag. */
const tagsUrl = `${cloudApi}/repositories/codescan/code-scan-pipe/refs/tags?sort=-target.date&pagelen=30&fields=values.name`;

/** A question that is asked while the run goes on. */
export interface VersionQuestion {
  /** Says that there is a newer version, if that is known by now. Waits for nothing. */
  tell(): void;
  /** Fulfilled when the answer is known, or that there will be none. */
  readonly settled: Promise<void>;
}

const unasked: VersionQuestion = { tell: () => undefined, settled: Promise.resolve() };

/**
 * Asks Bitbucket whether there is a newer version of this pipe: only in a step that speaks to Bitbucket Cloud anyway,
 * without a credential, so that neither an answer nor its absence costs or tells anything.
 */
export function askForNewerVersion(
  world: World,
  { settings, pipelines, credentials }: Configuration,
): VersionQuestion {
  const { mode, bitbucketApiUrl, publish } = settings;
  const speaks = pipelines.inPipelines && credentials !== undefined && bitbucketApiUrl === cloudApi;
  if (!speaks || (mode !== 'scan' && mode !== 'publish') || publish.includes('none')) return unasked;
  return askTags({ ...world, url: tagsUrl, proxies: waysOut(world) });
}

interface Question {
  readonly url: string;
  readonly version: string;
  readonly log: Log;
  readonly proxies: WaysOut;
}

export function askTags({ url, version, log, proxies }: Question): VersionQuestion {
  const controller = new AbortController();
  let newest: string | undefined;
  const asking = async () => {
    const { transport } = await import('../http/transport.ts');
    const way = transport({ proxies, maxBodyBytes: 64 * 1024 });
    try {
      const { status, text } = await way.send({
        method: 'GET',
        url: new URL(url),
        headers: { accept: 'application/json' },
        idempotent: true,
        lane: 'read',
        expects: 'anything',
        signal: controller.signal,
        endsAt: Number.MAX_SAFE_INTEGER,
      });
      if (status === 200) newest = newerThan(version, versionsIn(text));
    } finally {
      await way.close();
    }
  };
  const settled = asking().catch((error: unknown) => {
    if (!controller.signal.aborted) log.debug(`no answer about newer versions: ${messageOf(error)}`);
  });
  return {
    settled,
    tell() {
      controller.abort();
      if (newest === undefined) return;
      log.warn(
        `version ${newest} is there, this is ${version}: ${repositoryUrl}/src/${newest}/CHANGELOG.md says what is new`,
        { code: 'newer-version' },
      );
    },
  };
}

/** @throws where the answer is no JSON. */
function versionsIn(text: string): readonly string[] {
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null || !('values' in answer)) return [];
  const { values } = answer;
  if (!Array.isArray(values)) return [];
  return values.flatMap((tag: unknown) =>
    typeof tag === 'object' && tag !== null && 'name' in tag && typeof tag.name === 'string' ? tag.name : [],
  );
}

/** The highest release above `version`; undefined where there is none. Other tags and pre-releases do not count. */
export function newerThan(version: string, tags: readonly string[]): string | undefined {
  const released = tags.filter((tag) => /^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(tag));
  const [newest] = released.sort((a, b) => compareVersions(b, a));
  return newest !== undefined && compareVersions(newest, version) > 0 ? newest : undefined;
}

function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number));
  const differing = [0, 1, 2].find((index) => a?.[index] !== b?.[index]);
  return differing === undefined ? 0 : (a?.[differing] ?? 0) - (b?.[differing] ?? 0);
}
