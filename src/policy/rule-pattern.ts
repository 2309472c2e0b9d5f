/**
 * True where `pattern` names the rule: its id, or `scanner/id`; `*` stands for any characters, also none. Linear in
 * the pattern times the name at worst, whatever a hostile SARIF calls its rules.
 */
export function ruleFits(
  pattern: string,
  finding: { readonly scanner: string; readonly rule: string },
): boolean {
  return fits(pattern, finding.rule) || fits(pattern, `${finding.scanner}/${finding.rule}`);
}

function fits(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name;
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (name.length < first.length + last.length) return false;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let from = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
