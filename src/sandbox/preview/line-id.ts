/** The id of a line of the diff on the page: the file by its index, the side, the number. */
export function lineId(file: number, side: 'old' | 'new', line: number): string {
  return `file-${file}-${side}-${line}`;
}
