import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { familyOf, type LabelledCase } from './labelled-case.ts';
import type { Source } from './repository.ts';

/** A vulnerable application, and what somebody who read it says of places in it. */
export interface KnownApplication {
  readonly title: string;
  readonly source: Source;
  readonly cases: readonly LabelledCase[];
}

/** A file of `known/`: what stands at a commit. */
interface KnownFile {
  readonly repository: string;
  readonly commit: string;
  readonly language: string;
  /** What is needed of it; everything if unsaid. */
  readonly paths?: readonly string[];
  readonly known: readonly Entry[];
  /** Looks like one of them, and is none. */
  readonly safe?: readonly Entry[];
}

interface Entry {
  readonly cwe: number;
  /** `file:line` or `file:from-to`; several where one of them is enough, such as a template and who fills it in. */
  readonly at: string | readonly string[];
  readonly what: string;
}

const folder = join(import.meta.dirname, 'known');

export function knownApplications(): readonly KnownApplication[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const file: KnownFile = parse(readFileSync(join(folder, name), 'utf8'));
      const [owner = '', repository = ''] = file.repository.split('/');
      return {
        title: `${repository} (${file.language})`,
        source: {
          owner,
          name: repository,
          commit: file.commit,
          ...(file.paths && { paths: file.paths }),
        },
        cases: [
          ...file.known.map((entry) => caseOf(entry, true)),
          ...(file.safe ?? []).map((entry) => caseOf(entry, false)),
        ],
      };
    });
}

function caseOf({ cwe, at }: Entry, isVulnerable: boolean): LabelledCase {
  const [first, ...others] = [at].flat().map(placeOf);
  if (first === undefined) throw new Error('a known place has no place');
  return { category: `CWE-${cwe}`, cwe: familyOf(cwe), ...first, others, isVulnerable };
}

function placeOf(text: string): { readonly path: string; readonly lines: readonly [number, number] } {
  const found = /^(.+):(\d+)(?:-(\d+))?$/.exec(text);
  if (found?.[1] === undefined) throw new Error(`no place: ${text}`);
  const from = Number(found[2]);
  return { path: found[1], lines: [from, Number(found[3] ?? from)] };
}
