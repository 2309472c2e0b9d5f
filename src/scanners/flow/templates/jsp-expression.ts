const request = String.raw`\b(?:param|paramValues|header|headerValues|cookie)\s{0,9}(?:\.|\[)|\bpageContext\s{0,9}\.\s{0,9}request\s{0,9}\.\s{0,9}(?:queryString|getParameter\(|getHeader\()`;
const asked = new RegExp(`${request}|(?<![\\w.:])(?<name>[A-Za-z_]\\w{0,80})(?![\\w(:])`, 'g');
/** What comes out of them is what they were given, or a part of it. https://jakarta.ee/specifications/tags/3.0/tagdocs/fn/tld-summary.html */
const passing =
  /\bfn:(?:replace|substring|substringBefore|substringAfter|trim|toLowerCase|toUpperCase|join|split)\s{0,9}\(/g;
const texts = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs;
/** They make a number or a truth of it, or it is not known what. */
const others =
  /[=!<>]=|\+(?!=)|[<>!*/%-]|&&|\|\||\b(?:eq|ne|lt|gt|le|ge|empty|not|and|or|div|mod)\b|\w:\w+\s{0,9}\(/;

/**
 * Whether an expression of a page comes to what the request asks for
 * (https://jakarta.ee/specifications/expression-language/5.0/jakarta-expression-language-spec-5.0).
 *
 * @param expression `${…}` as it stands
 * @param held variables of the page that hold such data
 */
export function asksRequest(expression: string, held: ReadonlySet<string>): boolean {
  const plain = expression.slice(2, -1).replaceAll(texts, '""');
  // Of a choice, what it comes to.
  const chosen = plain.includes('?') ? plain.slice(plain.indexOf('?') + 1) : plain;
  const passed = chosen.replaceAll(passing, '(');
  if (others.test(passed)) return false;
  return [...passed.matchAll(asked)].some(({ groups }) => {
    const name = groups?.['name'];
    return name === undefined || held.has(name);
  });
}
