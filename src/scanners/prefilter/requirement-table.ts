import { fieldsOf, listOf } from '../json-fields.ts';
import type { RequiredText, Requirement } from './requirement.ts';

/**
 * A requirement in which each part stands once, however many rules share it; as JSON a twentieth of what it was. Parts
 * are told by numbers: first the texts, then the steps, each of which asks for parts before it. The last is the answer.
 */
export interface RequirementTable {
  readonly texts: readonly RequiredText[];
  readonly steps: readonly Step[];
}

interface Step {
  readonly kind: 'all' | 'any';
  readonly of: readonly number[];
}

/** Undefined where nothing is known, so that there is nothing to ask for. */
export function requirementTable(requirement: Requirement): RequirementTable | undefined {
  if (requirement === 'anything') return undefined;
  const texts = new Map<string, RequiredText>();
  collectTexts(requirement, texts);
  const numbers = new Map([...texts.keys()].map((key, number) => [key, number]));
  const steps: Step[] = [];
  const numberOf = (part: Exclude<Requirement, 'anything'>): number => {
    const key = JSON.stringify(part);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const kind = 'all' in part ? 'all' : 'any';
    const of = partsOf(part).map(numberOf);
    const number = texts.size + steps.push({ kind, of }) - 1;
    numbers.set(key, number);
    return number;
  };
  // One that is a text alone gets a step too: the answer is always the last part.
  if ('text' in requirement) return { texts: [requirement], steps: [{ kind: 'all', of: [0] }] };
  numberOf(requirement);
  return { texts: [...texts.values()], steps };
}

function collectTexts(requirement: Requirement, into: Map<string, RequiredText>): void {
  if (requirement === 'anything') return;
  if ('text' in requirement) into.set(JSON.stringify(requirement), requirement);
  else for (const part of partsOf(requirement)) collectTexts(part, into);
}

/** Those of an `any` or `all` are never `anything`. */
function partsOf(requirement: Exclude<Requirement, 'anything'>): readonly Exclude<Requirement, 'anything'>[] {
  const parts = 'all' in requirement ? requirement.all : 'any' in requirement ? requirement.any : [];
  return parts.filter((part) => part !== 'anything');
}

/** @param found 1 at the places of the texts that are there */
export function isMet({ texts, steps }: RequirementTable, found: Uint8Array): boolean {
  const values = new Uint8Array(texts.length + steps.length);
  values.set(found);
  const isOn = (number: number) => values[number] === 1;
  let next = texts.length;
  for (const { kind, of } of steps) {
    values[next] = Number(kind === 'all' ? of.every(isOn) : of.some(isOn));
    next += 1;
  }
  return values.at(-1) === 1;
}

/** Undefined where the value is no such table. */
export function decodeTable(value: unknown): RequirementTable | undefined {
  const fields = fieldsOf(value);
  const texts = listOf(fields?.['texts']).map(decodeText);
  const steps = listOf(fields?.['steps']).map(decodeStep);
  if (steps.length === 0 || !texts.every(isThere) || !steps.every(isThere)) return undefined;
  return steps.every(({ of }, index) => of.every((number) => number < texts.length + index))
    ? { texts, steps }
    : undefined;
}

function decodeText(value: unknown): RequiredText | undefined {
  const { text, folded } = fieldsOf(value) ?? {};
  return typeof text === 'string' && typeof folded === 'boolean' ? { text, folded } : undefined;
}

function decodeStep(value: unknown): Step | undefined {
  const { kind, of } = fieldsOf(value) ?? {};
  const numbers = listOf(of).filter((number) => typeof number === 'number' && number >= 0);
  if ((kind !== 'all' && kind !== 'any') || numbers.length === 0 || numbers.length !== listOf(of).length)
    return undefined;
  return { kind, of: numbers.map(Number) };
}

function isThere<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
