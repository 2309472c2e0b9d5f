/** Shows what is going on while it goes on. */
export interface Progress {
  /** Returns what to call when it is over. */
  start(what: string): () => void;
}

export const noProgress: Progress = { start: () => () => undefined };
