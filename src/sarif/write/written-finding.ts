import type { Finding, TriagedFinding } from '../../core/finding.ts';

/** A finding to write; what triage adds may be missing, as it is for the findings of a baseline. */
export type WrittenFinding = Finding & Partial<Omit<TriagedFinding, keyof Finding>>;

/** The findings of one report by the scanner and the result that they came from. */
export class FindingsBySource {
  readonly #bySource = new Map<string, Map<number, WrittenFinding>>();
  /** Findings that no SARIF brought may share a source that says little. */
  readonly #others: WrittenFinding[] = [];

  constructor(findings: Iterable<WrittenFinding>) {
    for (const finding of findings) {
      const { file, run, result } = finding.source;
      const key = keyOf(finding.scanner, file, run);
      const results = this.#bySource.get(key) ?? new Map<number, WrittenFinding>();
      this.#bySource.set(key, results);
      if (results.has(result)) this.#others.push(finding);
      else results.set(result, finding);
    }
  }

  /** The findings of one run by the index of their result. What is deleted from the map is no longer left. */
  ofRun(scanner: string, file: string, run: number): Map<number, WrittenFinding> {
    return this.#bySource.get(keyOf(scanner, file, run)) ?? new Map<number, WrittenFinding>();
  }

  /** What nobody took out of its map. */
  *left(): Generator<WrittenFinding> {
    for (const results of this.#bySource.values()) yield* results.values();
    yield* this.#others;
  }
}

function keyOf(scanner: string, file: string, run: number): string {
  return JSON.stringify([scanner, file, run]);
}
