/** A line that opens or closes a block of code in Markdown, in a comment as well: https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
const fence = /^[ \t]*(?:(?:\/\/[/!]?|#|\*|--)[ \t]*)?```/gm;
/** A text of several lines in TOML, by its key: https://toml.io/en/v1.0.0#string */
const example = /^[ \t]*(?:examples?|usage|description|additional|docs?)[ \t]*=[ \t]*('''|""")[\s\S]*?\1/gim;

/** Where in a file something is for people to read and no configuration: the starts and ends of such parts. */
export function manualsIn(path: string, text: string): readonly (readonly [number, number])[] {
  const fences = Array.from(text.matchAll(fence), ({ index }) => index);
  const blocks = fences.flatMap((start, at) => {
    const end = fences[at + 1];
    return at % 2 === 0 && end !== undefined ? [[start, end] as const] : [];
  });
  if (!path.endsWith('.toml')) return blocks;
  return [
    ...blocks,
    ...Array.from(text.matchAll(example), ({ index, 0: { length } }) => [index, index + length] as const),
  ];
}
