/**
 * What one file may cost. None of these comes from the format, which has no limits; they are far above what any known
 * producer writes, and a file beyond them is refused by name: the run is incomplete, never quietly smaller.
 */
export const readLimits = {
  /** Bytes of one result, or of one property of a run that is not read as a stream, such as `tool`. */
  value: 64 * 1024 * 1024,
  /** Bytes of one property name. */
  name: 64 * 1024,
  /** Results of one run: `{},` a hundred million times is a small file and hours of work. */
  results: 5_000_000,
  /** Artifacts of one run; their places are kept, as results name them by index. */
  artifacts: 1_000_000,
  /** Bytes that a compressed file may grow to: a bomb of 2 MB would reach it. */
  decompressed: 2 * 1024 ** 3,
} as const;
