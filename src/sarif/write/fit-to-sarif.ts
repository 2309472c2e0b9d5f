import { asObject, isObject, type JsonObject, own } from '../json.ts';
import { isDateTime } from './date-time.ts';
import { fitUri, fitUriReference } from './fit-uri.ts';
import { sarifShape } from './sarif-shape.generated.ts';
import type { ObjectShape } from './sarif-shape.ts';

/** `value` as the schema wants it, or undefined where nothing of it fits. */
type Fit = (value: unknown) => unknown;

// Graphs, exceptions and property bags may nest; more levels are an attack on whoever reads the report next.
const deepest = 60;

/**
 * What must stay in its place because others name it by its index: what is required of it and missing is filled in,
 * and where it does not fit at all, an empty one of its kind takes its place.
 */
const placeholders: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ['artifact', {}],
  ['reportingDescriptor', { id: 'unnamed rule' }],
  ['toolComponent', { name: 'unknown tool' }],
  ['threadFlowLocation', {}],
  ['logicalLocation', {}],
  ['address', {}],
  ['webRequest', {}],
  ['webResponse', {}],
  ['invocation', { executionSuccessful: true }],
]);

/**
 * Makes values fit the SARIF 2.1.0 schema: what a producer invented moves to the property bag of its object, what has
 * another type or lacks something required is left out, and URIs are encoded.
 */
export class SarifFitter {
  readonly #fits = new Map<string, Fit>();
  #depth = 0;

  /** `name` is a definition of the schema, such as `result`. Undefined where the value lacks what it must have. */
  object(value: unknown, name: string): JsonObject | undefined {
    const fitted = this.#fitFor(`@${name}`)(value);
    return isObject(fitted) ? fitted : undefined;
  }

  /** The value of one property of the object `name`. */
  property(value: unknown, name: string, property: string): unknown {
    const { properties } = sarifShape[name] ?? { properties: {} };
    const specification = Object.hasOwn(properties, property) ? properties[property] : undefined;
    return specification === undefined ? undefined : this.#fitFor(specification)(value);
  }

  hasProperty(name: string, property: string): boolean {
    return Object.hasOwn(sarifShape[name]?.properties ?? {}, property);
  }

  #fitFor(specification: string): Fit {
    const known = this.#fits.get(specification);
    if (known !== undefined) return known;
    const fit = this.#compile(specification);
    this.#fits.set(specification, fit);
    return fit;
  }

  #compile(specification: string): Fit {
    if (specification.startsWith('@')) return this.#compileObject(specification.slice(1));
    const [kind = '', ...parts] = specification.split(' ');
    switch (kind) {
      case 'any':
        return (value) => (isObject(value) ? fitBag(value) : undefined);
      case 'boolean':
        return (value) => (typeof value === 'boolean' ? value : undefined);
      case 'string':
        return fitString(parts);
      case 'integer':
      case 'number':
        return fitNumber(kind, parts.map(Number));
      case 'enum':
        return (value) => parts.find((word) => word === value);
      case 'map':
        return this.#compileMap(parts.join(' '));
      default:
        return this.#compileList(kind === 'set', Number(parts[0]), parts.slice(1).join(' '));
    }
  }

  #compileMap(specification: string): Fit {
    return (value) => {
      if (!isObject(value)) return undefined;
      const fitOne = this.#fitFor(specification);
      const entries = Object.entries(value).map(([name, one]) => [name, fitOne(one)] as const);
      return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
    };
  }

  #compileList(isSet: boolean, least: number, specification: string): Fit {
    const placeholder = placeholders.get(specification.slice(1));
    return (value) => {
      if (!Array.isArray(value)) return undefined;
      const fitOne = this.#fitFor(specification);
      const fitted = value.map((one) => fitOne(one) ?? placeholder).filter((one) => one !== undefined);
      const list = isSet ? withoutRepeats(fitted, placeholder !== undefined) : fitted;
      return list.length < least ? undefined : list;
    };
  }

  #compileObject(name: string): Fit {
    const shape = sarifShape[name] ?? { properties: {} };
    const placeholder = placeholders.get(name);
    const hasText = name === 'message' || name === 'multiformatMessageString';
    return (value) => {
      if (!isObject(value) || this.#depth >= deepest) return undefined;
      this.#depth += 1;
      const fitted = { ...placeholder, ...this.#fitProperties(hasText ? withText(value) : value, shape) };
      this.#depth -= 1;
      return isWhole(fitted, shape) ? fitted : undefined;
    };
  }

  #fitProperties(value: JsonObject, { properties }: ObjectShape): JsonObject {
    const fitted: Record<string, unknown> = {};
    let invented: Record<string, unknown> | undefined;
    for (const name of Object.keys(value)) {
      const specification = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (specification === undefined) {
        invented ??= {};
        define(invented, name, value[name]);
        continue;
      }
      const one = this.#fitFor(specification)(value[name]);
      if (one !== undefined) fitted[name] = one;
    }
    if (invented !== undefined && properties['properties'] !== undefined) {
      fitted['properties'] = { ...fitBag(invented), ...asObject(fitted['properties']) };
    }
    return fitted;
  }
}

function isWhole(object: JsonObject, { required, requiredOneOf }: ObjectShape): boolean {
  const hasRequired = required?.every((name) => object[name] !== undefined) ?? true;
  return hasRequired && (requiredOneOf?.some((name) => object[name] !== undefined) ?? true);
}

/** Some producers write Markdown alone, which the schema does not know. */
function withText(message: JsonObject): JsonObject {
  const { text, markdown, id } = message;
  if (typeof text === 'string' || typeof id === 'string' || typeof markdown !== 'string') return message;
  return { ...message, text: markdown };
}

function fitString([format = '', ...rest]: readonly string[]): Fit {
  switch (format) {
    case '':
      return (value) => (typeof value === 'string' ? value : undefined);
    case 'uri':
      return (value) => (typeof value === 'string' ? fitUri(value) : undefined);
    case 'uri-reference':
      return (value) => (typeof value === 'string' ? fitUriReference(value) : undefined);
    case 'date-time':
      return (value) => (typeof value === 'string' && isDateTime(value) ? value : undefined);
    default:
      return fitPattern(new RegExp([format, ...rest].join(' ')));
  }
}

function fitPattern(pattern: RegExp): Fit {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined);
}

function fitNumber(kind: 'integer' | 'number', [least, most]: readonly number[]): Fit {
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    if (kind === 'integer' && !Number.isInteger(value)) return undefined;
    return value < (least ?? -Infinity) || value > (most ?? Infinity) ? undefined : value;
  };
}

/** Equal items once; where others name them by index, the later ones are made unequal instead. */
function withoutRepeats(items: readonly unknown[], keepsPlaces: boolean): readonly unknown[] {
  if (items.length < 2) return items;
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const text = JSON.stringify(item);
    if (!seen.has(text)) {
      seen.add(text);
      return [item];
    }
    if (!keepsPlaces) return [];
    const one = asObject(item);
    return [{ ...one, properties: { ...asObject(one['properties']), 'codeScan/repeatedAt': index } }];
  });
}

/** A property bag: `tags` must be texts, each once; the rest is free. */
function fitBag(bag: JsonObject): JsonObject {
  const copy = asObject(copied(bag, 0));
  if (!Object.hasOwn(copy, 'tags')) return copy;
  const tags = own(copy, 'tags');
  const { tags: _, ...rest } = copy;
  return Array.isArray(tags)
    ? { ...rest, tags: [...new Set(tags.filter((tag) => typeof tag === 'string'))] }
    : rest;
}

function copied(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return null;
  if (Array.isArray(value)) return value.map((one) => copied(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copied(one, depth + 1)]));
}

/** Assignment to `__proto__` would set the prototype. */
function define(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
