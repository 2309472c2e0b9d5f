import type { InputError } from '../core/errors.ts';
import type { Warning } from '../core/report.ts';
import { FindingSet } from './finding-set.ts';
import type { PathLocator } from './normalise/locate-path.ts';
import { PendingOffsets } from './normalise/pending-offsets.ts';
import type { LogEvent } from './read/log-event.ts';
import type { RunParts } from './read/run-parts.ts';
import type { ReadContext, ReadRun } from './read-context.ts';
import { type Collection, RunCollector } from './run-collector.ts';
import { WarningCounts } from './warning-counts.ts';

/** All that one file gave. With `error`, what came before the break is there all the same. */
export interface LogReading {
  readonly findings: FindingSet;
  /** Their `findings` count what is equal to something in another file too. */
  readonly runs: readonly ReadRun[];
  readonly warnings: readonly Warning[];
  readonly error?: InputError;
}

/** Reads one log as its events come. */
export class LogCollector {
  readonly #collection: Collection;
  readonly #known: readonly RunParts[] | undefined;
  readonly #finished: ReadRun[] = [];
  #current: RunCollector | undefined;

  /** `known` are the parts of each run, where an earlier pass collected them. */
  constructor(
    name: string,
    locator: PathLocator,
    context: ReadContext,
    known: readonly RunParts[] | undefined,
  ) {
    this.#collection = {
      name,
      context,
      locator,
      findings: new FindingSet(),
      offsets: new PendingOffsets(),
      warnings: new WarningCounts(),
    };
    this.#known = known;
  }

  /** `again`: the log has to be read once more, with what this pass learns of its runs. */
  take(event: LogEvent): 'taken' | 'again' {
    if (event.kind === 'run') {
      this.#current = new RunCollector(this.#collection, event.run, this.#known?.[event.run]);
    } else if (event.kind === 'run-end') {
      if (this.#current !== undefined) this.#finished.push(this.#current.finish(false));
      this.#current = undefined;
    } else if (this.#current !== undefined) {
      return this.#current.take(event);
    }
    return 'taken';
  }

  async finish(error: InputError | undefined): Promise<LogReading> {
    const { findings, offsets, warnings, context, name } = this.#collection;
    await offsets.settle(findings, context.root);
    const broken = this.#current === undefined ? [] : [this.#current.finish(true)];
    return {
      findings,
      runs: [...this.#finished, ...broken],
      warnings: warnings.warnings(name),
      ...(error !== undefined && { error }),
    };
  }
}
