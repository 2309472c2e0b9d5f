import { valueAt } from './field-path.ts';
import { apiError } from './refusal.ts';
import { compare } from './sort-items.ts';

type Test = (item: unknown) => boolean;
type Literal = string | number | boolean | null;

/**
 * The items that a `q` expression keeps. Comparisons `= != ~ !~ > >= < <= IN NOT IN` over dotted paths, joined by
 * `AND`, `OR` and parentheses. https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering
 */
export function filterItems(items: readonly unknown[], q: string | null): readonly unknown[] {
  if (q === null || q.trim() === '') return items;
  if (q.length > longestQuery) throw invalidQuery(undefined);
  const test = new Expression(q).parse();
  return items.filter(test);
}

/** Enough for any question, too little for parentheses to fill the stack. */
const longestQuery = 4000;

const token = /\s*("(?:[^"\\]|\\.)*"|!=|!~|>=|<=|[=~<>(),]|[^\s"=~<>!(),]+)/y;

class Expression {
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(q: string) {
    this.#tokens = tokensOf(q);
  }

  parse(): Test {
    const test = this.#any();
    if (this.#position < this.#tokens.length) throw invalidQuery(this.#tokens[this.#position]);
    return test;
  }

  #any(): Test {
    const tests = [this.#all()];
    while (this.#takes('OR')) tests.push(this.#all());
    return (item) => tests.some((test) => test(item));
  }

  #all(): Test {
    const tests = [this.#one()];
    while (this.#takes('AND')) tests.push(this.#one());
    return (item) => tests.every((test) => test(item));
  }

  #one(): Test {
    if (this.#takes('(')) {
      const test = this.#any();
      if (!this.#takes(')')) throw invalidQuery(this.#tokens[this.#position]);
      return test;
    }
    const path = this.#next();
    if (!/^[a-z_][\w.]*$/i.test(path)) throw invalidQuery(path);
    if (this.#takes('IN')) return this.#isIn(path);
    if (this.#takes('NOT')) {
      if (!this.#takes('IN')) throw invalidQuery(this.#tokens[this.#position]);
      const isIn = this.#isIn(path);
      return (item) => !isIn(item);
    }
    return comparison(path, this.#next(), literal(this.#next()));
  }

  #isIn(path: string): Test {
    if (!this.#takes('(')) throw invalidQuery(this.#tokens[this.#position]);
    const values = [literal(this.#next())];
    while (this.#takes(',')) values.push(literal(this.#next()));
    if (!this.#takes(')')) throw invalidQuery(this.#tokens[this.#position]);
    return (item) => values.some((value) => equal(valueAt(item, path), value));
  }

  #takes(word: string): boolean {
    if (this.#tokens[this.#position]?.toUpperCase() !== word) return false;
    this.#position += 1;
    return true;
  }

  #next(): string {
    const next = this.#tokens[this.#position];
    if (next === undefined) throw invalidQuery(undefined);
    this.#position += 1;
    return next;
  }
}

function tokensOf(q: string): readonly string[] {
  const tokens: string[] = [];
  const text = q.trim();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    const [, found] = token.exec(text) ?? [];
    if (found === undefined) throw invalidQuery(text.slice(start, start + 20));
    tokens.push(found);
  }
  return tokens;
}

function literal(text: string): Literal {
  if (text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/gs, '$1');
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  // Dates are written without quotes.
  if (/^\d{4}-\d{2}-\d{2}[\w:.+-]*$/.test(text)) return text;
  throw invalidQuery(text);
}

function comparison(path: string, operator: string, value: Literal): Test {
  const contains: Test = (item) =>
    String(valueAt(item, path) ?? '')
      .toLowerCase()
      .includes(String(value).toLowerCase());
  switch (operator) {
    case '=':
      return (item) => equal(valueAt(item, path), value);
    case '!=':
      return (item) => !equal(valueAt(item, path), value);
    case '~':
      return contains;
    case '!~':
      return (item) => !contains(item);
    case '>':
      return (item) => compare(valueAt(item, path), value) > 0;
    case '>=':
      return (item) => compare(valueAt(item, path), value) >= 0;
    case '<':
      return (item) => compare(valueAt(item, path), value) < 0;
    case '<=':
      return (item) => compare(valueAt(item, path), value) <= 0;
    default:
      throw invalidQuery(operator);
  }
}

function equal(found: unknown, value: Literal): boolean {
  return value === null ? found === null || found === undefined : found === value;
}

function invalidQuery(near: string | undefined) {
  return apiError(400, `q: Invalid query${near === undefined ? '' : ` near ${JSON.stringify(near)}`}`);
}
