/** UTF-16 units of one line that identity looks at: a minified file is one line of megabytes. */
const maxLength = 2_000;

/** A line as identity sees it: without white space at its ends, any white space inside as one blank. */
export function normalisedLine(line: string): string {
  return line.slice(0, maxLength).replace(/\s+/g, ' ').trim();
}

/** A message as identity sees it: white space as in a line, and numbers masked, as they are often line numbers. */
export function normalisedMessage(message: string): string {
  return normalisedLine(message).replace(/\d+/g, '#');
}

/**
 * Where a finding without lines is: of a path of another machine only its last part, and numbers that stand alone masked,
 * as they are lines or offsets, and shift.
 */
export function normalisedElsewhere(elsewhere: string): string {
  return normalisedLine(elsewhere)
    .replace(/^.*\//, '')
    .replace(/(?<=^| )\d+(?= |$)/g, '#');
}
