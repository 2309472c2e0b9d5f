/** As many spaces, with the lines kept: what comes after stands where it stood. */
export function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

/** A statement in place of `original`, from its beginning to its end; nothing where it does not fit. */
export function inPlaceOf(original: string, start: string, end: string): string {
  const room = original.length - start.length - end.length;
  return room < 0 ? blank(original) : start + ' '.repeat(room) + end;
}
