import { type GoToken, goTokens } from './go-tokens.ts';
import { makeSecret } from './make-secret.ts';

export interface GoText {
  /** What the rule is about, such as `github-pat`. */
  readonly rule: string;
  readonly text: string;
  readonly holdsSecret: boolean;
}

interface GoSource {
  readonly tokens: readonly GoToken[];
  /** What is known of the names in it. */
  readonly constants: ReadonlyMap<string, string>;
}

function parse(source: string): GoSource {
  const tokens = goTokens(source);
  return { tokens, constants: constantsOf(tokens) };
}

/** Ways in which people write a secret beside its provider's name. */
const settings: readonly ((name: string, secret: string) => string)[] = [
  (name, secret) => `${name}_token = "${secret}"`,
  (name, secret) => `export ${name.toUpperCase()}_API_KEY=${secret}`,
  (name, secret) => `const ${name}Key = '${secret}';`,
  (name, secret) => `${name}:\n  token: ${secret}\n`,
  (name, secret) => `{ "${name}_secret": "${secret}" }`,
  (name, secret) => `<${name}Token>${secret}</${name}Token>`,
  (name, secret) => `ARG ${name.toUpperCase()}_TOKEN=${secret}`,
  (name, secret) => `-D${name}.token=${secret}`,
];

/**
 * The sample texts in the rule definitions of gitleaks and of its successor: lists named `tps` hold a secret, `fps`
 * do not. Expressions of which the value is not in the file itself are left out.
 */
export function textsOfRuleDefinition(source: string): GoText[] {
  const parsed = parse(source);
  const { tokens } = parsed;
  const found: GoText[] = [];
  let rule = '';
  for (const [index, { value }] of tokens.entries()) {
    if (value === 'RuleID' && isSign(tokens[index + 1], ':')) rule = tokens[index + 2]?.value ?? '';
    else if (value === 'tps' || value === 'fps') {
      const texts = textsIn(parsed, index + 1, statementEnd(tokens, index));
      found.push(...texts.map((text) => ({ rule, text, holdsSecret: value === 'tps' })));
    }
  }
  return found;
}

/**
 * The inputs of trufflehog's tests of patterns: structures with `input` and, where nothing is to be found, an empty
 * or missing `want`.
 */
export function textsOfPatternTest(source: string, rule: string): GoText[] {
  const parsed = parse(source);
  const { tokens } = parsed;
  return tokens.flatMap(({ value }, index) => {
    if ((value !== 'input' && value !== 'data') || !isSign(tokens[index + 1], ':')) return [];
    const [text, end] = evaluate(parsed, index + 2);
    const want = tokens.findIndex((token, at) => at > end && token.value === 'want');
    if (text === undefined || want < 0 || want > end + 8) return [];
    const isEmpty =
      tokens[want + 2]?.value === 'nil' ||
      tokens
        .slice(want + 2, want + 7)
        .map((token) => token.value)
        .join('') === '[]string{}';
    return [{ rule, text, holdsSecret: !isEmpty }];
  });
}

function textsIn(source: GoSource, start: number, end: number): string[] {
  const found: string[] = [];
  for (let index = start; index < end; ) {
    const [texts, next] = textsAt(source, index);
    found.push(...texts);
    index = next;
  }
  return found;
}

/** The texts of what begins there, and where to go on. */
function textsAt(source: GoSource, index: number): [string[], number] {
  const { tokens } = source;
  const { kind, value } = tokens[index] ?? { kind: 'sign', value: '' };
  if (value === 'append') return [[], index + 2];
  if (kind !== 'text' && !isCall(tokens, index)) return [[], index + 1];
  if (value.endsWith('GenerateSampleSecrets')) {
    const name = tokens[index + 2]?.value ?? '';
    const [secret] = evaluate(source, index + 4);
    const texts = secret === undefined ? [] : settings.map((setting) => setting(name, secret));
    return [texts, closing(tokens, index + 1) + 1];
  }
  const [text, next] = evaluate(source, index);
  // The key of a map is the name of a file.
  const isText = text !== undefined && !isSign(tokens[next], ':');
  return [isText ? [text] : [], Math.max(next, elementEnd(tokens, index))];
}

/** The value of texts, constants and calls with `+` between them, and where what follows begins. */
function evaluate(source: GoSource, start: number): [string | undefined, number] {
  const { tokens } = source;
  let value: string | undefined = '';
  let index = start;
  for (;;) {
    const [operand, next] = operandAt(source, index);
    value = value === undefined || operand === undefined ? undefined : value + operand;
    index = next;
    if (!isSign(tokens[index], '+')) return [value, index];
    index += 1;
  }
}

function operandAt(source: GoSource, index: number): [string | undefined, number] {
  const { tokens, constants } = source;
  const token = tokens[index];
  if (token?.kind === 'text') return [token.value, index + 1];
  if (token?.kind !== 'word') return [undefined, index + 1];
  if (!isSign(tokens[index + 1], '(')) return [constants.get(token.value), index + 1];
  const end = closing(tokens, index + 1);
  if (token.value.endsWith('NewSecret')) {
    return [makeSecret(tokens.slice(index + 2, end), `${tokens.length} ${index}`), end + 1];
  }
  return [token.value === 'fmt.Sprintf' ? formatted(source, index + 2, end) : undefined, end + 1];
}

/** `fmt.Sprintf` with no other verbs than `%s`. */
function formatted(source: GoSource, start: number, end: number): string | undefined {
  const values: string[] = [];
  for (let index = start; index < end; ) {
    const [value, next] = evaluate(source, index);
    if (value === undefined) return undefined;
    values.push(value);
    index = next + 1;
  }
  const [format = '', ...rest] = values;
  if (/%[^s%]/.test(format)) return undefined;
  return format.replace(/%([s%])/g, (_, verb) => (verb === '%' ? '%' : (rest.shift() ?? '')));
}

/** Names of texts, also those that are assigned to once. */
function constantsOf(tokens: readonly GoToken[]): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word') continue;
    const at = isSign(tokens[index + 1], ':') ? index + 2 : index + 1;
    const value = tokens[at + 1];
    if (!isSign(tokens[at], '=') || (value?.kind !== 'text' && value?.value !== 'fmt.Sprintf')) continue;
    const [text] = evaluate({ tokens, constants }, at + 1);
    if (text !== undefined) constants.set(token.value, text);
  }
  return constants;
}

function closing(tokens: readonly GoToken[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (isSign(tokens[index], '(')) depth += 1;
    else if (isSign(tokens[index], ')')) depth -= 1;
    if (depth === 0) return index;
  }
  return tokens.length;
}

/** The comma or closing bracket behind an element of a list. */
function elementEnd(tokens: readonly GoToken[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index += 1) {
    const { kind, value } = tokens[index] ?? { kind: 'sign', value: '' };
    if (kind !== 'sign') continue;
    if ('([{'.includes(value)) depth += 1;
    else if (')]}'.includes(value)) depth -= 1;
    if (depth < 0 || (depth === 0 && (value === ',' || value === ':'))) return index;
  }
  return tokens.length;
}

function isCall(tokens: readonly GoToken[], index: number): boolean {
  return tokens[index]?.kind === 'word' && isSign(tokens[index + 1], '(');
}

/** Where the brackets of a list or a call that begins there are closed again. */
function statementEnd(tokens: readonly GoToken[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index += 1) {
    const { kind, value } = tokens[index] ?? { kind: 'sign', value: '' };
    if (kind !== 'sign') continue;
    if ('([{'.includes(value)) depth += 1;
    else if (')]}'.includes(value)) depth -= 1;
    if (depth < 0 || (depth === 0 && (value === ',' || endsStatement(value, tokens[index + 1]))))
      return index;
  }
  return tokens.length;
}

/** The bracket of `[]string` is followed by the list itself. */
function endsStatement(sign: string, next: GoToken | undefined): boolean {
  return ')]}'.includes(sign) && next?.value !== '{' && next?.value !== 'string' && next?.value !== ',';
}

function isSign(token: GoToken | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.value === sign;
}
