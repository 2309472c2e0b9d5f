import type { Clock } from '../core/clock.ts';
import type { HttpRequest, HttpResponse } from './send.ts';

/** Waiting would take longer than the request may wait; nothing was waited for. */
export class WaitTooLong extends Error {
  override readonly name = 'WaitTooLong';
  readonly seconds: number;
  readonly allowedSeconds: number;
  /** The answer that asked for it; absent where another request was told. */
  readonly response?: HttpResponse;

  constructor(milliseconds: number, allowed: number, response?: HttpResponse) {
    const seconds = Math.ceil(milliseconds / 1000);
    const allowedSeconds = Math.max(0, Math.floor(allowed / 1000));
    super(`it would take a wait of ${seconds} s, and ${allowedSeconds} s are left for waiting`);
    this.seconds = seconds;
    this.allowedSeconds = allowedSeconds;
    if (response !== undefined) this.response = response;
  }
}

/** Shared by all requests of one server: closed while one of them is told to wait. */
export interface Gate {
  /** Milliseconds since 1970. */
  opensAt: number;
}

/** What one request may still wait: `budget` milliseconds in all, and never past its own end. */
export class Patience {
  readonly #budget: number;
  readonly #clock: Clock;
  readonly #request: HttpRequest;
  #waited = 0;

  constructor(budget: number, clock: Clock, request: HttpRequest) {
    this.#budget = budget;
    this.#clock = clock;
    this.#request = request;
  }

  async wait(milliseconds: number, response?: HttpResponse): Promise<void> {
    const allowed = Math.min(this.#budget - this.#waited, this.#request.endsAt - this.#clock.now());
    if (milliseconds > allowed) throw new WaitTooLong(milliseconds, allowed, response);
    this.#waited += milliseconds;
    await this.#clock.sleep(milliseconds, this.#request.signal);
  }

  /** Looks again after each wait, for somebody else may be told to wait longer meanwhile. */
  async pass(gate: Gate): Promise<void> {
    let waitedFor = 0;
    while (gate.opensAt > Math.max(waitedFor, this.#clock.now())) {
      waitedFor = gate.opensAt;
      await this.wait(waitedFor - this.#clock.now());
    }
  }
}
