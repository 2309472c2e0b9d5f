export interface Amounts {
  readonly cores: number;
  readonly memoryMegabytes: number;
}

/** Lets tasks run at once while what they need in sum is there; waiting ones start in the order they came. */
export class Budget {
  readonly #whole: Amounts;
  readonly #waiting: { readonly need: Amounts; readonly start: () => void }[] = [];
  #free: Amounts;

  constructor(whole: Amounts) {
    this.#whole = whole;
    this.#free = whole;
  }

  /** A task that needs more than there is runs alone. */
  async run<Result>(need: Amounts, task: () => Promise<Result>): Promise<Result> {
    const taken = this.#atMostAll(need);
    await new Promise<void>((start) => {
      this.#waiting.push({ need: taken, start });
      this.#startWaiting();
    });
    return this.#runTaken(taken, task);
  }

  /** The same where the task can start at once; else it does not. */
  runNow<Result>(need: Amounts, task: () => Promise<Result>): Promise<Result> | undefined {
    const taken = this.#atMostAll(need);
    if (this.#waiting.length > 0 || !this.#fits(taken)) return undefined;
    this.#change(taken, -1);
    return this.#runTaken(taken, task);
  }

  #atMostAll(need: Amounts): Amounts {
    return {
      cores: Math.min(need.cores, this.#whole.cores),
      memoryMegabytes: Math.min(need.memoryMegabytes, this.#whole.memoryMegabytes),
    };
  }

  async #runTaken<Result>(taken: Amounts, task: () => Promise<Result>): Promise<Result> {
    try {
      return await task();
    } finally {
      this.#change(taken, 1);
      this.#startWaiting();
    }
  }

  #startWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#fits(next.need); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#change(next.need, -1);
      next.start();
    }
  }

  #fits({ cores, memoryMegabytes }: Amounts): boolean {
    return cores <= this.#free.cores && memoryMegabytes <= this.#free.memoryMegabytes;
  }

  #change(amounts: Amounts, sign: 1 | -1): void {
    this.#free = {
      cores: this.#free.cores + sign * amounts.cores,
      memoryMegabytes: this.#free.memoryMegabytes + sign * amounts.memoryMegabytes,
    };
  }
}
