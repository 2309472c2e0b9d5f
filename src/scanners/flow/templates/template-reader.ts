import type { RawOutput } from './raw-output.ts';
import type { Inclusion, Names, Part, Template } from './template.ts';
import { anyOf } from './template.ts';
import { valuesIn } from './values-in.ts';

/** What steers (Benchpress), what layouts are given by the engine itself, and forms, which escape the values in them. */
const ofTheEngine = new Set([
  ...['else', 'end', 'true', 'false', 'null', 'none', 'None', 'loop', 'undefined'],
  ...['body', 'content', 'contentFor', 'include', 'block', 'yield', 'super', 'csrfField', 'form', 'formset'],
]);
/** More make no template. */
const mostAliases = 8;

type Span = Pick<RawOutput, 'start' | 'end'>;
type Given = Partial<Pick<Inclusion, 'template' | 'part' | 'given' | 'values' | 'isOnly'>> & {
  /** It is put around the template. */
  readonly isLayout?: boolean;
};

/** What a template does, as it is read from its beginning to its end. */
export class TemplateReader {
  readonly #outputs: RawOutput[] = [];
  readonly #inclusions: Inclusion[] = [];
  readonly #parts: Part[] = [];
  readonly #aliases = new Map<string, readonly Names[]>();
  /** Those that hold up to the end, which what is put around the template sees. */
  readonly #lasting = new Map<string, readonly Names[]>();
  /** What names without anything before them are members of, from the outermost on. */
  readonly #contexts: (readonly Names[])[] = [];
  #open: { readonly name: string; readonly takes: readonly string[]; readonly start: number } | undefined;

  /** What it is given of the values that an expression comes to. */
  values(expression: string): readonly Names[] {
    return valuesIn(expression).flatMap((names) => this.#resolved(names));
  }

  #resolved(names: Names): readonly Names[] {
    const [first = '', ...rest] = names;
    if (ofTheEngine.has(first) && rest.length === 0) return [];
    const known = this.#aliases.get(first);
    if (known !== undefined) return known.map((own) => [...own, ...rest]);
    if (this.#open?.takes.includes(first)) return [names];
    const context = this.#contexts.at(-1);
    if (context === undefined) return [first === 'this' ? rest : names];
    return context.map((own) => [...own, ...(first === 'this' ? rest : names)]);
  }

  /** It is put out as it is. */
  puts(expression: string, span: Span): void {
    for (const names of this.values(expression)) this.#outputs.push({ ...span, names });
  }

  /** From here on a name stands for what an expression comes to; for nothing of what is given where that is not known. */
  sets(name: string, expression: string): void {
    const values = this.values(expression).slice(0, mostAliases);
    this.#aliases.set(name, values);
    this.#lasting.set(name, values);
  }

  /** A name of its own for each element. */
  loops(name: string, expression: string): void {
    const values = this.values(expression).slice(0, mostAliases);
    this.#aliases.set(
      name,
      values.map((names) => [...names, anyOf]),
    );
  }

  /** Names without anything before them are members of what the expression comes to, or of each element. */
  enters(expression: string | undefined, isEach: boolean): void {
    const own = expression === undefined ? (this.#contexts.at(-1) ?? [[]]) : this.values(expression);
    const element = own.map((names) => (isEach ? [...names, anyOf] : names));
    this.#contexts.push(expression === undefined ? own : element);
  }

  leaves(): void {
    this.#contexts.pop();
  }

  /** What the context is that names are members of. */
  get context(): readonly Names[] | undefined {
    return this.#contexts.at(-1);
  }

  includes(
    start: number,
    { template, part, given = new Map(), values = [], isOnly = false, isLayout = false }: Given,
  ): void {
    const around = isLayout ? this.#lasting : new Map(this.#aliases);
    this.#inclusions.push({ start, template, part, given, around, values, isOnly });
  }

  begins(name: string, takes: readonly string[], start: number): void {
    this.ends(start);
    for (const one of takes) this.#aliases.delete(one);
    this.#open = { name, takes, start };
  }

  ends(end: number, isShown = false): void {
    if (this.#open !== undefined) this.#parts.push({ ...this.#open, end, isShown });
    this.#open = undefined;
  }

  read(): Template {
    return { outputs: this.#outputs, inclusions: this.#inclusions, parts: this.#parts };
  }
}

/** Names and expressions: `a = b, c: d` and their like. */
export function pairsIn(text: string, reader: TemplateReader): ReadonlyMap<string, readonly Names[]> {
  const pair =
    /(?:^|[\s,{([])['"]?\$?(\w{1,80})['"]?\s{0,9}(?:=>|=(?!=)|:(?!:))\s{0,9}("[^"]{0,300}"|'[^']{0,300}'|\$?[A-Za-z_][\w$]{0,80}(?:(?:\??\.|\??->)[\w$]{1,80}(?:\(['"\w]{0,80}\))?|\[\s{0,9}['"]?[$\w]{1,80}['"]?\s{0,9}\]){0,8}(?:\s{0,9}(?:\?\?|\|\|)\s{0,9}(?:'[^']{0,80}'|"[^"]{0,80}"))?)/g;
  return new Map(
    Array.from(text.matchAll(pair), ([, name = '', value = '']) => [name, reader.values(value)]),
  );
}
