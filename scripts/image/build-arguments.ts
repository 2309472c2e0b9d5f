// build-arguments.ts: prints what a release gives to `docker build`, an argument a line: the base by digest, and what
// the labels say. The time is that of the commit, so that the same commit is the same image.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The base as scripts/image/base-image has it. */
export interface BaseImage {
  /** With tag and digest. */
  readonly reference: string;
  /** With the registry and the tag, as the label has it. */
  readonly name: string;
  readonly digest: string;
  /** Of Node.js. */
  readonly version: string;
}

/** @throws where it is not the one line `node:VERSION-trixie-slim@sha256:DIGEST` */
export function parseBaseImage(text: string): BaseImage {
  const [, reference, tag, version, digest] =
    /^((node:(\d+\.\d+\.\d+)-trixie-slim)@(sha256:[0-9a-f]{64}))\n$/.exec(text) ?? [];
  if (!reference || !tag || !version || !digest) {
    throw new Error('scripts/image/base-image is not node:VERSION-trixie-slim@sha256:DIGEST');
  }
  return { reference, name: `docker.io/library/${tag}`, digest, version };
}

export function buildArguments(
  base: BaseImage,
  source: { readonly version: string; readonly revision: string; readonly created: Date },
): readonly string[] {
  const values = {
    BASE_IMAGE: base.reference,
    BASE_NAME: base.name,
    BASE_DIGEST: base.digest,
    VERSION: source.version,
    REVISION: source.revision,
    CREATED: source.created.toISOString(),
    // BuildKit dates the image itself by it: https://reproducible-builds.org/specs/source-date-epoch/
    SOURCE_DATE_EPOCH: String(source.created.getTime() / 1000),
  };
  return Object.entries(values).map(([name, value]) => `--build-arg=${name}=${value}`);
}

if (import.meta.main) {
  const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const created = new Date(git('log', '-1', '--format=%cI'));
  const base = parseBaseImage(readFileSync('scripts/image/base-image', 'utf8'));
  const lines = buildArguments(base, { version, revision: git('rev-parse', 'HEAD'), created });
  process.stdout.write(`${lines.join('\n')}\n`);
}
