/** What of the SARIF schema `src/sarif/write/sarif-shape.generated.ts` holds; see `docs` of its `SarifShape`. */
interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

export function shapeOfSchema(schema: Schema): Record<string, unknown> {
  const definitions = Object.entries(schema.definitions ?? {}).filter(([name]) => name !== 'propertyBag');
  return Object.fromEntries(definitions.map(([name, definition]) => [name, shapeOf(definition)]));
}

function shapeOf(definition: Schema): Record<string, unknown> {
  const properties = Object.entries(definition.properties ?? {});
  const oneOf = (definition.anyOf ?? definition.oneOf)?.flatMap(({ required }) => required ?? []);
  return {
    properties: Object.fromEntries(properties.map(([name, property]) => [name, specOf(property)])),
    ...(definition.required !== undefined && { required: definition.required }),
    ...(oneOf !== undefined && { requiredOneOf: oneOf }),
  };
}

function specOf(schema: Schema): string {
  const { $ref, type, items, additionalProperties } = schema;
  if ($ref === '#/definitions/propertyBag') return 'any';
  if ($ref !== undefined) return `@${$ref.split('/').at(-1)}`;
  if (schema.enum !== undefined) return `enum ${schema.enum.join(' ')}`;
  if (type === 'array') {
    return `${schema.uniqueItems === true ? 'set' : 'list'} ${schema.minItems ?? 0} ${specOf(items ?? {})}`;
  }
  if (type === 'object') return `map ${specOf(additionalProperties as Schema)}`;
  if (type === 'string')
    return ['string', schema.format ?? '', schema.pattern ?? ''].filter(Boolean).join(' ');
  if (type === 'integer' || type === 'number')
    return [type, schema.minimum, schema.maximum].filter((part) => part !== undefined).join(' ');
  if (type === 'boolean') return 'boolean';
  throw new Error(`unknown schema ${JSON.stringify(schema)}`);
}
