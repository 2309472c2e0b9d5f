/** Programs whose next argument is a script. */
const scriptArgument =
  /(?:^|[\s;&|(`"])(?:(?:ba|z|da|k)?sh\s+(?:-\w+\s+)*-[a-z]*c|su\s[^;&|]*?-c|python3?\s+-c|node\s+(?:-e|--eval|-p|--print)|ruby\s+-e|perl\s+-[a-z]*e|php\s+-r)\s+/g;
/** Commands that put all their arguments together and read them as commands: here, or on the other machine. */
const wholeCommand = /(?:^|[\s;&|(`])(?:eval|ssh)\s+/g;
/** A word of the shell, with the quotes that it is written in; the bracket of `$(…)` ends it. */
const word = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;&|"'()`])+/;
const words = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^;&|"'])*/;

/** The parts of a command line that are read as commands or code once more. */
export function evaluatedTexts(text: string): string[] {
  return [...textsAfter(text, scriptArgument, word), ...textsAfter(text, wholeCommand, words)];
}

function textsAfter(text: string, start: RegExp, extent: RegExp): string[] {
  return [...text.matchAll(start)].map(
    (match) => extent.exec(text.slice(match.index + match[0].length))?.[0] ?? '',
  );
}
