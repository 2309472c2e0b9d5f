import type { FindingSet } from './finding-set.ts';
import { isObject } from './json.ts';
import { boundedText, oneLine, textLimits } from './normalise/bounded-text.ts';
import { elsewhereOf } from './normalise/elsewhere-of.ts';
import { isFinding } from './normalise/is-finding.ts';
import type { PathLocator } from './normalise/locate-path.ts';
import type { PendingOffsets } from './normalise/pending-offsets.ts';
import { ResultReader } from './normalise/result-reader.ts';
import { runHeader } from './normalise/run-header.ts';
import { runOutcome } from './normalise/run-outcome.ts';
import { runReach } from './normalise/run-reach.ts';
import type { LogEvent } from './read/log-event.ts';
import { decidesResults, RunParts } from './read/run-parts.ts';
import type { ReadContext, ReadRun } from './read-context.ts';
import type { WarningCounts } from './warning-counts.ts';

/** What the runs of one file share while they are read. */
export interface Collection {
  readonly name: string;
  readonly context: ReadContext;
  readonly locator: PathLocator;
  readonly findings: FindingSet;
  readonly offsets: PendingOffsets;
  readonly warnings: WarningCounts;
}

/** Reads one run as its events come. */
export class RunCollector {
  readonly #collection: Collection;
  readonly #run: number;
  readonly #parts: RunParts;
  readonly #isComplete: boolean;
  #reader: ResultReader | undefined;
  #results = 0;
  #findings = 0;
  /** Rules that results of any kind are of. */
  readonly #used = new Set<string>();

  /** `known` is what an earlier pass learned of the run: then nothing can come too late. */
  constructor(collection: Collection, run: number, known: RunParts | undefined) {
    this.#collection = collection;
    this.#run = run;
    this.#parts = known ?? new RunParts();
    this.#isComplete = known !== undefined;
  }

  /** `again`: results came before something that decides what they mean. */
  take(event: LogEvent): 'taken' | 'again' {
    if (event.kind === 'elements' && event.of === 'results') {
      if (!this.#isComplete && !this.#parts.properties.has('tool')) return 'again';
      event.values.forEach((value, index) => {
        this.#takeResult(value, event.first + index);
      });
      return 'taken';
    }
    if (this.#isComplete) return 'taken';
    if (this.#results > 0 && decidesResults(event)) return 'again';
    this.#parts.take(event);
    return 'taken';
  }

  /** `isBroken`: the file ended inside of this run. */
  finish(isBroken: boolean): ReadRun {
    const { name, context, locator } = this.#collection;
    const header = runHeader(this.#parts.properties, this.#parts.artifacts, context.scanner);
    const own = runOutcome(header.invocations);
    const { outcome, detail } = isBroken
      ? { outcome: 'failed' as const, detail: 'the file breaks off' }
      : own;
    return {
      file: name,
      run: this.#run,
      tool: header.tool,
      version: header.version,
      outcome,
      ...(detail !== undefined && { detail }),
      results: this.#results,
      findings: this.#findings,
      ...(header.revision !== undefined && { revision: header.revision }),
      reach: runReach(header, locator, (rule) => this.#used.has(rule)),
    };
  }

  #takeResult(value: unknown, index: number): void {
    this.#results += 1;
    const { name, findings, offsets, warnings } = this.#collection;
    if (!isObject(value)) {
      warnings.add('sarif-unreadable-result', `/runs/${this.#run}/results/${index} is no object`);
      return;
    }
    this.#reader ??= this.#newReader();
    if (!isFinding(value)) {
      this.#use(this.#reader.ruleOf(value));
      return;
    }
    const { finding, found, ruleId } = this.#reader.read(value, {
      file: name,
      run: this.#run,
      result: index,
    });
    this.#use(ruleId);
    const elsewhere = elsewhereOf(value, found);
    const told =
      elsewhere === '' ? finding : { ...finding, elsewhere: boundedText(elsewhere, textLimits.name) };
    if (!findings.add(told, elsewhere)) return;
    this.#findings += 1;
    const { located, place, offset } = found;
    if (place !== undefined && offset !== undefined) offsets.add(place.path, findings.size - 1, offset);
    if (!('given' in located)) return;
    warnings.add(
      `sarif-path-${located.kind}`,
      `/runs/${this.#run}/results/${index}: ${oneLine(located.given, 120)}`,
    );
  }

  #use(rule: string | undefined): void {
    if (rule !== undefined) this.#used.add(rule);
  }

  #newReader(): ResultReader {
    const header = runHeader(this.#parts.properties, this.#parts.artifacts, this.#collection.context.scanner);
    return new ResultReader(header, this.#collection.locator);
  }
}
