/** The head of a section, as Rails and others have one for each place that they run at, and OpenAPI for examples. */
const head = /^\s*(["']?)(?:test|testing|development|examples?)\1\s*:\s*(?:&\w+\s*)?(?:#.*)?$/;
const file = /\.ya?ml(?:\.\w+)?$/i;
/** Lines above a value that are looked at. */
const reach = 300;

/** True in a section of YAML for tests or for the machine of whoever writes the code. */
export function isInSectionForTests(path: string, text: string, start: number): boolean {
  if (!file.test(path)) return false;
  const [own = '', ...above] = text.slice(0, start).split('\n').reverse().slice(0, reach);
  let indent = indentOf(own);
  for (const line of above) {
    if (indent === 0) return false;
    if (/^\s*(?:#|$)/.test(line) || indentOf(line) >= indent) continue;
    if (head.test(line)) return true;
    indent = indentOf(line);
  }
  return false;
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}
