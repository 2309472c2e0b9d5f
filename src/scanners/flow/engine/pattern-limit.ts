import type { FlowModel, Guard } from '../rules/flow-rule.ts';
import type { Value } from './value.ts';

/** What is taken out of the text, or must not be in it: one class of characters, such as `[^\w-]+`. */
const oneClass = /^(?:\[\^?(?:[^\]\\]|\\.)+\]|\\[WD])[+*]?$/;
/** Groups, repetitions, alternatives, and what stands for one character. */
const parts =
  /\(\?(?:<?[=!]|P?<\w+>|[a-z-]*:?)|\{\d*,?\d*\}|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|\\p\{\^?\w+\}|\\?./gis;
/** They stand between characters, for the end of a group, or repeat what has been. */
const noCharacter = /^(?:[|*+?^$]|\{\d*,?\d*\}|\\[bBAzZG1-9])$/;
const named =
  /\[:(?:alnum|alpha|digit|upper|lower|xdigit|word):\]|\\p\{(?:L\w*|N\w?|Al\w+|Digit|Upper|Lower|Is\w+)\}|\\h/g;
/** No pattern that a person checks a text by is longer; what is left costs nothing to look at. */
const longest = 1_000;

/** The kinds that a check by a pattern settles: all that its rule says where the pattern is not known. */
export function kindsByPattern(model: FlowModel, guard: Guard, pattern: Value | undefined): number {
  if (pattern === undefined) return 0;
  const text = pattern.constant;
  if (typeof text !== 'string') return guard.kinds;
  if (text.length > longest) return 0;
  const isDelimited = model.language === 'php' || model.language === 'ruby';
  const known = isDelimited ? text.replace(/^[/#~@%|!{(](.*)[/#~@%|!})]\w*$/s, '$1') : text;
  return guard.when ? kindsOutside(model, known, guard.whole) : kindsWithout(model, known);
}

/** Kinds that need a character which a class takes out: `value.replace(/[^\w-]/g, '')`. */
export function kindsWithout({ neededCharacters }: FlowModel, pattern: string): number {
  if (!oneClass.test(pattern)) return 0;
  const taken = oneOf([pattern.replace(/[+*]$/, '')]);
  return sum(neededCharacters, (all) => taken !== undefined && [...all].every((one) => taken.test(one)));
}

/** Kinds that need a character which no text has that all of a pattern describes: `/^[a-z]+(-[a-z]+)*$/.test(value)`. */
export function kindsOutside(
  { neededCharacters, language }: FlowModel,
  pattern: string,
  whole: boolean,
): number {
  // Elsewhere than in Ruby, `^` and `$` stand at the ends of all of the text.
  const isWhole = language === 'ruby' ? /^\\A.*\\[zZ]$/s : /^(?:\^|\\A).*(?:(?<!\\)\$|\\[zZ])$/s;
  if (pattern.length > longest || !(whole || isWhole.test(pattern))) return 0;
  const described = charactersOf(pattern, whole);
  const possible = described && oneOf(described);
  if (possible === undefined) return 0;
  const held = sum(neededCharacters, (all) => ![...all].some((one) => possible.test(one)));
  // What needs more than any of them is left to none.
  return held === sum(neededCharacters, () => true) ? ~0 : held;
}

/** Undefined where there is another text besides the one that ends stand around. */
function charactersOf(pattern: string, whole: boolean): readonly string[] | undefined {
  const found: string[] = [];
  // What looks ahead or behind stands for no character of the text.
  const open: ('group' | 'look')[] = [];
  for (const [part] of pattern.matchAll(parts)) {
    if (part === '|' && open.length === 0 && !whole) return undefined;
    if (part.startsWith('(')) open.push(/^\(\?<?[=!]/.test(part) ? 'look' : 'group');
    else if (part === ')') open.pop();
    else if (!noCharacter.test(part) && !open.includes('look')) found.push(part);
  }
  return found;
}

/** Undefined where one of them is none, such as `[z-a]`. */
function oneOf(characters: readonly string[]): RegExp | undefined {
  const known = [...new Set(characters)].map((one) => one.replace(named, '\\w').replace(/\\p\{.*\}/s, '.'));
  try {
    return new RegExp(`^(?:${known.join('|')})$`, 's');
  } catch {
    return undefined;
  }
}

function sum(rows: ReadonlyMap<string, number>, test: (all: string) => boolean): number {
  let kinds = 0;
  for (const [all, one] of rows) if (test(all)) kinds |= one;
  return kinds;
}
