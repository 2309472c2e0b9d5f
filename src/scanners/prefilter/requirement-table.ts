import { fieldsOf, listOf } from '../json-fields.ts';
import type { RequiredText, Requirement } from './requirement.ts';

/**
 * Requirements in which each part stands once, however many rules share it; as JSON a twentieth of what they were. Parts
 * are told by numbers: first the texts, then the steps, each of which asks for parts before it.
 */
export interface RequirementTable {
  readonly texts: readonly RequiredText[];
  readonly steps: readonly Step[];
  /** The part that each requirement is, in their order; null where nothing is known, so that there is nothing to ask for. */
  readonly answers: readonly (number | null)[];
}

interface Step {
  readonly kind: 'all' | 'any';
  readonly of: readonly number[];
}

export function requirementTable(requirements: readonly Requirement[]): RequirementTable {
  const texts = new Map<string, RequiredText>();
  for (const requirement of requirements) collectTexts(requirement, texts);
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
  const answers = requirements.map((each) => (each === 'anything' ? null : numberOf(each)));
  return { texts: [...texts.values()], steps, answers };
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

/**
 * The places of the requirements that are met.
 *
 * @param found 1 at the places of the texts that are there
 */
export function metBy({ texts, steps, answers }: RequirementTable, found: Uint8Array): readonly number[] {
  const values = new Uint8Array(texts.length + steps.length);
  values.set(found);
  let next = texts.length;
  for (const { kind, of } of steps) {
    // One part settles it: one that is there for `any`, one that is not for `all`.
    const settling = kind === 'any' ? 1 : 0;
    values[next] = isAmong(values, of, settling) ? settling : 1 - settling;
    next += 1;
  }
  return [...answers.keys()].filter((place) => {
    const part = answers[place] ?? null;
    return part === null || values[part] === 1;
  });
}

/** No function is called for each part: of hundreds of parts for every file that took the longest. */
function isAmong(values: Uint8Array, parts: readonly number[], sought: number): boolean {
  for (const part of parts) if (values[part] === sought) return true;
  return false;
}

/** Undefined where the value is no such table. */
export function decodeTable(value: unknown): RequirementTable | undefined {
  const fields = fieldsOf(value);
  const texts = listOf(fields?.['texts']).map(decodeText);
  const steps = listOf(fields?.['steps']).map(decodeStep);
  const answers = listOf(fields?.['answers']).map((part) => (isPart(part) ? part : undefined));
  if (!texts.every(isThere) || !steps.every(isThere) || !answers.every(isThere)) return undefined;
  const count = texts.length + steps.length;
  return steps.every(({ of }, index) => of.every((number) => number < texts.length + index)) &&
    answers.every((part) => part === null || part < count)
    ? { texts, steps, answers }
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

function isPart(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0);
}

function isThere<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
