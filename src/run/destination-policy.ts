import { relative, resolve, sep } from 'node:path';
import type { Change } from '../core/change.ts';
import { ConfigError } from '../core/errors.ts';
import { isInside } from '../core/is-inside.ts';
import type { Warning } from '../core/report.ts';
import { describePolicyChange } from '../policy/describe-policy-change.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import { blobAt, readBlob } from '../repository/blob-at.ts';
import type { Checkout } from '../repository/checkout.ts';
import { fullHash } from '../repository/full-hash.ts';
import type { Git } from '../repository/git.ts';
import { hasCommit } from '../repository/merge-base.ts';
import { readFileInside } from '../repository/source-trees.ts';
import { scanners } from '../scanners/registry.ts';

interface Inputs {
  readonly checkout: Checkout;
  readonly change: Change;
  /** `CONFIG_FILE`. */
  readonly configFile: string;
  /** True where the variable is set by hand: then the file must be there. */
  readonly isExplicit: boolean;
}

/**
 * The repository's own policy. In a pull request it is the destination's: a pull request cannot lower its own gate.
 * What it would change is told as a warning.
 *
 * @throws ConfigError where the file is no policy, an explicit one is missing, or there is one and nobody knows what the
 *   destination's says.
 */
export async function readDestinationPolicy(
  inputs: Inputs,
): Promise<{ readonly policy: Policy; readonly warnings: readonly Warning[] }> {
  const { checkout, change, isExplicit } = inputs;
  const path = pathInside(checkout.root, inputs.configFile);
  const here = await readFileInside(checkout.root, path);
  if (change.pullRequests.length === 0) {
    if (here === undefined && isExplicit) throw missing(path, 'the repository');
    return { policy: await read(here?.toString(), path), warnings: [] };
  }
  const { git } = checkout;
  const commit = git && (await destinationOf(git, change));
  if (git === undefined || commit === undefined) {
    const { why, advice } = git === undefined ? withoutGit(checkout) : withoutCommit;
    // Without it the gate may be a lower one.
    if (here !== undefined || isExplicit || isTakenAway(path, change)) {
      throw unreadable(path, `cannot be read on the destination, ${why}; ${advice}`);
    }
    const message = `${path} could not be read on the destination, ${why}; no policy applies`;
    return { policy: emptyPolicy, warnings: [{ code: 'policy-unreadable', message }] };
  }
  const there = await readAt(git, commit, path);
  if (there === undefined && here === undefined && isExplicit) throw missing(path, 'the destination commit');
  const policy = await read(there, `${path} on the destination`);
  return { policy, warnings: await compare(policy, here?.toString(), there, path) };
}

function pathInside(root: string, configFile: string): string {
  const path = resolve(root, configFile);
  if (!isInside(root, path)) {
    throw new ConfigError([
      {
        where: 'CONFIG_FILE',
        message: `${JSON.stringify(configFile)} leaves the repository; accepted: a path in it`,
      },
    ]);
  }
  return relative(root, path).split(sep).join('/') || '.';
}

function missing(path: string, where: string): ConfigError {
  return new ConfigError([
    { where: 'CONFIG_FILE', message: `there is no file ${JSON.stringify(path)} in ${where}` },
  ]);
}

function unreadable(path: string, message: string): ConfigError {
  return new ConfigError([{ where: path, message }]);
}

const withoutCommit = {
  why: 'whose commit is neither in the clone nor could be fetched',
  advice: 'set clone: depth: full on the step',
};

function withoutGit({ detail }: Checkout): { readonly why: string; readonly advice: string } {
  return { why: `as ${detail ?? 'there is no git'}`, advice: 'run the step in a clone with git' };
}

/** The pull request deletes or renames the policy, so the destination has one. */
function isTakenAway(path: string, { files }: Change): boolean {
  return [...(files?.values() ?? [])].some(
    (file) =>
      (file.status === 'deleted' && file.path === path) ||
      (file.status === 'renamed' && file.previousPath === path),
  );
}

/** The commit whose word counts on what is allowed: the destination's, else the merge base, as far as it is here. */
export async function destinationOf(
  git: Git,
  { destinationCommit, base }: Change,
): Promise<string | undefined> {
  for (const commit of [destinationCommit, base]) {
    const hash = commit === undefined ? undefined : await fullHash(git, commit);
    if (hash !== undefined && (await hasCommit(git, hash))) return hash;
  }
  return undefined;
}

/** Largest policy file. Bytes. */
const maxBytes = 1024 * 1024;

async function readAt(git: Git, commit: string, path: string): Promise<string | undefined> {
  const blob = await blobAt(git, commit, path);
  if (blob === undefined) return undefined;
  if (blob.isLink || blob.size > maxBytes) {
    throw new ConfigError([
      { where: 'CONFIG_FILE', message: `${JSON.stringify(path)} is a symbolic link or larger than 1 MiB` },
    ]);
  }
  return (await readBlob(git, blob)).toString();
}

/** What the pull request's own version of the file would change: it has no effect on this run. */
async function compare(
  policy: Policy,
  here: string | undefined,
  there: string | undefined,
  path: string,
): Promise<readonly Warning[]> {
  if (here === there) return [];
  const told = (differences: readonly string[]) => ({
    code: 'policy-changed',
    message: `the pull request changes ${path}, which has no effect on its own run: ${differences.join('; ')}`,
  });
  try {
    const differences = describePolicyChange(policy, await read(here, path));
    return [told(differences.length === 0 ? ['no setting differs'] : differences)];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [told([`it is no valid policy (${error.message.split('\n')[0]})`])];
  }
}

/** Most repositories have no policy: what reads it is loaded for those that do. */
async function read(text: string | undefined, name: string): Promise<Policy> {
  if (text === undefined) return emptyPolicy;
  const { readPolicy } = await import('../policy/read-policy.ts');
  return readPolicy(
    text,
    name,
    scanners.map((scanner) => scanner.name),
  );
}
