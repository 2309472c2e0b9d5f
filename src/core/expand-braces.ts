/** More alternatives than this nobody writes down. */
const mostGlobs = 1000;

/**
 * `a/{b,c/d}` as `a/b` and `a/c/d`. Braces without a comma stay: they are a range, or themselves.
 *
 * @returns undefined where it would become more than 1000
 */
export function expandBraces(glob: string): readonly string[] | undefined {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const parts = firstChoice(next);
    if (parts === undefined) done.push(next);
    else open.push(...parts);
    if (done.length + open.length > mostGlobs) return undefined;
  }
  return done;
}

/** The glob once for each choice of its first outermost braces with a comma. */
function firstChoice(glob: string): readonly string[] | undefined {
  for (let start = 0; start < glob.length; start += 1) {
    if (glob[start] === '\\') start += 1;
    else if (glob[start] === '{') {
      const found = choicesFrom(glob, start);
      if (found === undefined) continue;
      const { choices, end } = found;
      return choices.map((choice) => glob.slice(0, start) + choice + glob.slice(end));
    }
  }
  return undefined;
}

function choicesFrom(
  glob: string,
  start: number,
): { readonly choices: readonly string[]; readonly end: number } | undefined {
  const choices: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (const { 0: text, index } of glob.slice(start).matchAll(/\\.|[{},]/gs)) {
    const at = start + index;
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    const isEnd = depth === 0;
    if (!isEnd && !(text === ',' && depth === 1)) continue;
    choices.push(glob.slice(from, at));
    if (isEnd) return choices.length === 1 ? undefined : { choices, end: at + 1 };
    from = at + 1;
  }
  return undefined;
}
