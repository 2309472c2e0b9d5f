import type { Problem } from '../core/errors.ts';
import type { Warning } from '../core/report.ts';
import { checkCombinations } from './check-combinations.ts';
import { findMisspelt } from './misspelt.ts';
import { type Environment, readValue, type Value } from './read-value.ts';
import type { Settings } from './settings.ts';
import validate from './validate.generated.js';
import type { Variable } from './variable.ts';
import { variables } from './variables.generated.ts';

/** Characters of a refused value that an error repeats. */
const shownLength = 80;

/** The pipe's variables, and all that is wrong with them. */
export interface ReadSettings {
  /** What is wrong counts as not set. */
  readonly settings: Settings;
  /** Every variable that is wrong, with what was found (masked if secret) and what is accepted. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Reads and checks the pipe's variables. */
export function readSettings(environment: Environment): ReadSettings {
  const { problems: misspelt, warnings } = findMisspelt(
    environment,
    variables.map(({ name }) => name),
  );
  const problems: Problem[] = [...misspelt];
  const values: Record<string, Value> = {};
  for (const variable of variables) {
    const reading = readOrDefault(variable, environment);
    if (reading.state === 'value') values[settingName(variable.name)] = reading.value;
    if (reading.state === 'wrong') problems.push({ where: variable.name, message: reading.message });
  }
  problems.push(...checkSchema(values));
  const wrong = new Set(problems.map(({ where }) => where));
  const settings = settingsWithout(wrong, values);
  // What does not go together is told of variables that are right by themselves.
  problems.push(...checkCombinations(settings, environment).filter(({ where }) => !wrong.has(where)));
  return { settings, problems, warnings };
}

function settingsWithout(wrong: ReadonlySet<string>, values: Readonly<Record<string, Value>>): Settings {
  const right: Record<string, Value> = {};
  for (const variable of variables) {
    const setting = settingName(variable.name);
    const reading = wrong.has(variable.name) ? readOrDefault(variable, {}) : undefined;
    const value =
      reading === undefined ? values[setting] : reading.state === 'value' ? reading.value : undefined;
    if (value !== undefined) right[setting] = value;
  }
  if (!isSettings(right)) throw new Error('the defaults of the variables do not fit their schema');
  return right;
}

function readOrDefault(variable: Variable, environment: Environment): ReturnType<typeof readValue> {
  const reading = readValue(variable, environment);
  if (reading.state !== 'absent' || variable.default === undefined) return reading;
  return readValue(variable, { [variable.name]: variable.default });
}

function checkSchema(values: Readonly<Record<string, Value>>): readonly Problem[] {
  if (validate(values)) return [];
  const wrong = new Set((validate.errors ?? []).map(({ instancePath }) => instancePath.split('/')[1] ?? ''));
  return variables
    .filter(({ name }) => wrong.has(settingName(name)))
    .map((variable) => ({
      where: variable.name,
      message: `found ${found(variable, values[settingName(variable.name)])}; accepted: ${variable.allowed.replaceAll('`', '')}`,
    }));
}

function found(variable: Variable, value: Value | undefined): string {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  if (variable.secret) return `a value of ${text.length} characters (masked)`;
  return JSON.stringify(text.length > shownLength ? `${text.slice(0, shownLength)}…` : text);
}

/** `FAIL_ON` is `failOn`. */
export function settingName(variable: string): string {
  return variable.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The schema is made of the same table as the type: what it lets pass is the type. */
function isSettings(values: Readonly<Record<string, unknown>>): values is Settings & Record<string, unknown> {
  return validate(values) && variables.every((v) => !('default' in v) || settingName(v.name) in values);
}
