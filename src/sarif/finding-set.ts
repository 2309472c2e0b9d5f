import { randomInt } from 'node:crypto';
import type { Finding, Place, Source } from '../core/finding.ts';
import { compareSeverity } from '../core/severity.ts';

/**
 * Findings without their equals: the same scanner, rule, message and place. The table holds indexes, not keys, as a
 * key of text for each of a million findings would need as much memory as the findings.
 */
export class FindingSet {
  readonly #findings: Finding[] = [];
  /** What tells findings apart that have no place, such as the path that is not one of the repository. */
  readonly #elsewhere = new Map<number, string>();
  /** Of findings that were added more than once: how often in the run that did so last. */
  readonly #repeats = new Map<number, { readonly source: Source; readonly count: number }>();
  #table = new Int32Array(1024).fill(-1);
  /** Of each finding: texts are not read again when the table grows. */
  #hashes = new Int32Array(512);
  /** Another one each time, so that nobody can prepare a log whose findings all fall into one slot. */
  readonly #seed = randomInt(2 ** 31);

  /** False where an equal finding is there already; that one then takes over what is worse. */
  add(finding: Finding, elsewhere: string): boolean {
    const hash = hashOf(finding, elsewhere, this.#seed);
    const slot = this.#slotOf(hash, finding, elsewhere);
    const index = this.#table[slot] ?? -1;
    const known = this.#findings[index];
    if (known !== undefined) {
      const times = Math.max(known.times ?? 1, this.#count(index, known, finding));
      this.#findings[index] = { ...worseOf(known, finding), ...(times > 1 && { times }) };
      return false;
    }
    this.#table[slot] = this.#findings.length;
    this.#hashes[this.#findings.length] = hash;
    if (elsewhere !== '') this.#elsewhere.set(this.#findings.length, elsewhere);
    this.#findings.push(finding);
    if (this.#findings.length * 2 >= this.#table.length) this.#grow();
    return true;
  }

  /** How often the finding's own run has it so far: the same log given twice does not double anything. */
  #count(index: number, known: Finding, { source, times = 1 }: Finding): number {
    const last = this.#repeats.get(index) ?? { source: known.source, count: known.times ?? 1 };
    const isSameRun = last.source.file === source.file && last.source.run === source.run;
    const count = isSameRun ? last.count + times : times;
    this.#repeats.set(index, { source, count });
    return count;
  }

  get size(): number {
    return this.#findings.length;
  }

  /** In the order in which they were added. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** What was given with the finding at `index`. */
  elsewhereOf(index: number): string {
    return this.#elsewhere.get(index) ?? '';
  }

  /** Gives the finding at `index` a better place; it stays equal to what it was equal to. */
  place(index: number, place: Place): void {
    const finding = this.#findings[index];
    if (finding !== undefined) this.#findings[index] = { ...finding, place };
  }

  /** The slot that holds an equal finding, else the free one that this one goes to. */
  #slotOf(hash: number, finding: Finding, elsewhere: string): number {
    const mask = this.#table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = this.#table[slot] ?? -1;
      const known = this.#findings[index];
      if (known === undefined) return slot;
      const mayBeEqual = this.#hashes[index] === hash && areEqual(known, finding);
      if (mayBeEqual && (this.#elsewhere.get(index) ?? '') === elsewhere) return slot;
    }
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1);
    const hashes = new Int32Array(table.length / 2);
    hashes.set(this.#hashes);
    const mask = table.length - 1;
    for (let index = 0; index < this.#findings.length; index += 1) {
      let slot = (hashes[index] ?? 0) & mask;
      while (table[slot] !== -1) slot = (slot + 1) & mask;
      table[slot] = index;
    }
    this.#table = table;
    this.#hashes = hashes;
  }
}

/**
 * The first one, with the worse severity of both, and suppressed only if both are: a copy of a finding that some
 * other file brings must not be able to hide it.
 */
function worseOf(first: Finding, second: Finding): Finding {
  const severity = compareSeverity(first.severity, second.severity) <= 0 ? first.severity : second.severity;
  const isSuppressed = second.suppressions.some(({ status }) => status === 'accepted');
  const suppressions = isSuppressed ? first.suppressions : second.suppressions;
  if (severity === first.severity && suppressions === first.suppressions) return first;
  return { ...first, severity, suppressions };
}

function areEqual(a: Finding, b: Finding): boolean {
  return (
    a.rule === b.rule &&
    a.message === b.message &&
    a.scanner === b.scanner &&
    a.place?.path === b.place?.path &&
    a.place?.region?.startLine === b.place?.region?.startLine &&
    a.place?.region?.startColumn === b.place?.region?.startColumn &&
    a.place?.region?.endLine === b.place?.region?.endLine &&
    a.place?.region?.endColumn === b.place?.region?.endColumn
  );
}

/** FNV-1a over what tells most findings apart. */
function hashOf({ rule, message, place }: Finding, elsewhere: string, seed: number): number {
  let hash = hashText(seed, rule);
  hash = hashText(hash, message);
  hash = hashText(hash, place?.path ?? elsewhere);
  hash = Math.imul(hash ^ (place?.region?.startLine ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (place?.region?.startColumn ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
