import { type Requirement, requireAll, requireAny, requireText } from './requirement.ts';

/**
 * What a text must hold for a regular expression to match somewhere in it, by the syntax of Rust's crate that ast-grep
 * uses: https://docs.rs/regex/latest/regex/#syntax. What is not understood makes `anything` of the whole.
 */
export function regexRequirement(pattern: string): Requirement {
  const parser = new RegexParser(pattern);
  try {
    return needOf(parser.parse());
  } catch (error) {
    if (error instanceof NotUnderstood) return 'anything';
    throw error;
  }
}

/** A part of an expression: the only texts that it matches, as far as they are few, or what each of its matches holds. */
type Part = { readonly exact: readonly Literal[] } | { readonly need: Requirement };

interface Literal {
  readonly text: string;
  readonly folded: boolean;
}

class NotUnderstood extends Error {}

/** More alternatives are not multiplied with each other. */
const mostExact = 64;
/** Of a class. */
const mostMembers = 4;
const empty: Part = { exact: [{ text: '', folded: false }] };
const unknown: Part = { need: 'anything' };

function needOf(part: Part): Requirement {
  if ('need' in part) return part.need;
  return requireAny(part.exact.map(({ text, folded }) => requireText(text, folded)));
}

class RegexParser {
  readonly #characters: readonly string[];
  #at = 0;
  #ignoresCase = false;

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  parse(): Part {
    const part = this.#alternatives();
    if (this.#at < this.#characters.length) throw new NotUnderstood();
    return part;
  }

  #alternatives(): Part {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return either(parts);
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#characters.length && !this.#isNext('|') && !this.#isNext(')')) {
      parts.push(this.#repetition(this.#atom()));
    }
    return inOrder(parts);
  }

  #atom(): Part {
    const character = this.#next();
    if (character === '(') return this.#group();
    if (character === '[') return this.#class();
    if (character === '\\') return this.#escape();
    if (character === '.') return unknown;
    if (character === '^' || character === '$') return empty;
    if ('*+?{'.includes(character)) throw new NotUnderstood();
    return this.#literal(character);
  }

  #literal(character: string): Part {
    // Beyond ASCII a letter has more forms than the search knows.
    if (this.#ignoresCase && character > '\x7f') return unknown;
    return { exact: [{ text: character, folded: this.#ignoresCase && /[a-z]/i.test(character) }] };
  }

  #group(): Part {
    const outer = this.#ignoresCase;
    if (this.#take('?')) {
      if (this.#take('P') || this.#isNext('<')) this.#skipName();
      else if (this.#flags() === ')') return empty; // They hold on to the end of the group around.
    }
    const part = this.#alternatives();
    if (!this.#take(')')) throw new NotUnderstood();
    this.#ignoresCase = outer;
    return part;
  }

  #skipName(): void {
    if (!this.#take('<') || this.#isNext('=') || this.#isNext('!')) throw new NotUnderstood();
    while (!this.#take('>')) this.#next();
  }

  /** Gives what ended them. */
  #flags(): string {
    let value = true;
    for (;;) {
      const character = this.#next();
      if (character === ')' || character === ':') return character;
      if (character === '-') value = false;
      else if (character === 'i') this.#ignoresCase = value;
      else if (!'smUu'.includes(character)) throw new NotUnderstood();
    }
  }

  /** A few characters are as good as alternatives; ranges, sets of sets and what is not in a class are not. */
  #class(): Part {
    let isSimple = !this.#take('^');
    // As the first one it is a member.
    const members = this.#take(']') ? [']'] : [];
    while (!this.#take(']')) {
      const first = this.#next();
      const character = first === '\\' ? this.#next() : first;
      if (first === '[') this.#class();
      if (first === '\\' ? /[A-Za-z0-9]/.test(character) : '[-&~'.includes(character)) isSimple = false;
      members.push(character);
    }
    return isSimple && members.length <= mostMembers
      ? either(members.map((one) => this.#literal(one)))
      : unknown;
  }

  #escape(): Part {
    const character = this.#next();
    if (/[^A-Za-z0-9<>]/.test(character)) return this.#literal(character);
    const control = { n: '\n', t: '\t', r: '\r' }[character];
    if (control !== undefined) return this.#literal(control);
    if (/[dDsSwW]/.test(character)) return unknown;
    if (/[bBAz]/.test(character) && !this.#isNext('{')) return empty;
    throw new NotUnderstood();
  }

  #repetition(part: Part): Part {
    let repeated = part;
    while (['*', '+', '?', '{'].some((sign) => this.#isNext(sign))) {
      const sign = this.#next();
      const least = sign === '{' ? this.#least() : sign === '+' ? 1 : 0;
      this.#take('?');
      if (sign === '?') repeated = either([repeated, empty]);
      else repeated = least === 0 ? unknown : { need: needOf(repeated) };
    }
    return repeated;
  }

  /** The first number of `{n,m}`. */
  #least(): number {
    let inside = '';
    while (!this.#take('}')) inside += this.#next();
    const [, least] = /^\s*(\d+)\s*(?:,\s*\d*\s*)?$/.exec(inside) ?? [];
    return Number(least ?? 0);
  }

  #isNext(character: string): boolean {
    return this.#characters[this.#at] === character;
  }

  #take(character: string): boolean {
    if (!this.#isNext(character)) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const character = this.#characters[this.#at];
    if (character === undefined) throw new NotUnderstood();
    this.#at += 1;
    return character;
  }
}

function either(parts: readonly Part[]): Part {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const exact = parts.flatMap((part) => ('exact' in part ? part.exact : []));
  if (parts.every((part) => 'exact' in part) && exact.length <= mostExact) return { exact };
  return { need: requireAny(parts.map(needOf)) };
}

function inOrder(parts: readonly Part[]): Part {
  const needs: Requirement[] = [];
  let run = empty;
  for (const part of parts) {
    const joined = 'exact' in run && 'exact' in part ? joinedTexts(run.exact, part.exact) : undefined;
    if (joined !== undefined) {
      run = { exact: joined };
      continue;
    }
    needs.push(needOf(run));
    run = part;
  }
  if (needs.length === 0) return run;
  return { need: requireAll([...needs, needOf(run)]) };
}

/** Each of the first with each of the second behind it; undefined where they are too many. */
function joinedTexts(before: readonly Literal[], after: readonly Literal[]): readonly Literal[] | undefined {
  if (before.length * after.length > mostExact) return undefined;
  return before.flatMap((one) =>
    after.map((other) => ({ text: one.text + other.text, folded: one.folded || other.folded })),
  );
}
