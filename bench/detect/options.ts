import { parseArgs } from 'node:util';
import { github } from './repository.ts';

export interface DetectOptions {
  /** Address of a repository with `{owner}` and `{name}` in it. */
  readonly from: string;
  readonly bundle: string;
  /** The built image, for the part that runs in it. */
  readonly image: string;
  /** Scanners besides those of `auto`, which is what the whole pipe is measured with. */
  readonly also: readonly string[];
  readonly only: readonly string[] | undefined;
  /** Where everything is written that is printed, and more, as JSON. */
  readonly json: string | undefined;
  /** Data that cannot be had makes the run fail. */
  readonly strict: boolean;
  readonly help: boolean;
}

export const parts = ['cost', 'python', 'java', 'applications', 'secrets', 'languages'] as const;

export const usage = `npm run bench:detect -- [options]
  --from ADDRESS  where repositories are cloned from, with {owner} and {name} in it: ${github} if unsaid
  --only PARTS    some of ${parts.join(',')}; languages only if named, since it needs the image
  --also NAMES    scanners to run besides those of SCANNERS=auto
  --bundle FILE   the built pipe; dist/main.js if unsaid
  --image NAME    the built image, for languages; code-scan-pipe if unsaid
  --json FILE     write every figure there too, those of each provider of secrets among them
  --strict        fail where something cannot be measured`;

export function readOptions(args: readonly string[]): DetectOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string', default: github },
      bundle: { type: 'string', default: 'dist/main.js' },
      image: { type: 'string', default: 'code-scan-pipe' },
      also: { type: 'string', default: '' },
      only: { type: 'string' },
      json: { type: 'string' },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const list = (text: string) => text.split(',').filter((word) => word !== '');
  const only = values.only === undefined ? undefined : list(values.only);
  const unknown = only?.find((word) => !parts.some((part) => part === word));
  if (unknown !== undefined) throw new Error(`--only: there is no ${unknown}; accepted: ${parts.join(', ')}`);
  return { ...values, also: list(values.also), only, json: values.json };
}
