/** The text of one tree of files: the scanned one, or the merge base's. */
export interface SourceTree {
  /** The lines of a file without their line ends; undefined where there is no such text file. */
  lines(path: string): Promise<readonly string[] | undefined>;
}
