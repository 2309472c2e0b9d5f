import { ruleSchema } from '../../rules/rule-schema.ts';

const texts = { type: 'array', items: { type: 'string', minLength: 1 } } as const;
const argument = {
  anyOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', minLength: 1 },
  ],
} as const;
const where = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      argument,
      entry: { type: 'string' },
      is: { type: 'array' },
      shape: { type: 'string' },
      'not-shape': { type: 'string' },
      'not-constant': { type: 'string' },
      absent: { const: true },
      tainted: { type: 'boolean' },
      marked: { type: 'string' },
      unmarked: { type: 'string' },
    },
  },
} as const;
const guard = {
  type: 'object',
  additionalProperties: false,
  required: ['call'],
  properties: {
    call: texts,
    argument,
    when: { enum: [true, false, 'equal'] },
    settles: { const: true },
    pattern: argument,
    whole: { const: true },
    kinds: texts,
    where,
  },
} as const;
const mark = {
  type: 'object',
  additionalProperties: false,
  required: ['mark'],
  anyOf: [{ required: ['call'] }, { required: ['assign'] }],
  properties: {
    call: texts,
    assign: texts,
    mark: { type: 'string' },
    on: { enum: ['receiver', 'result', 'function', 'run'] },
    where,
  },
} as const;
const kindsOf = (name: string) =>
  ({
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: [name, 'kinds'],
      properties: {
        [name]: name === 'shape' || name === 'name' ? { type: 'string' } : texts,
        kinds: texts,
        ...(name === 'call' && { where }),
      },
    },
  }) as const;

/** What a file of `rules/flow/<language>/` says. */
export const flowRuleSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'kind', 'message', 'note', 'metadata'],
  anyOf: [{ required: ['sinks'] }, { required: ['templates'] }],
  properties: {
    id: ruleSchema.properties.id,
    kind: { type: 'string', pattern: '^[a-z]+$' },
    gives: { const: 'other' },
    only: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    'harmless-in-quotes': texts,
    message: ruleSchema.properties.message,
    note: ruleSchema.properties.note,
    metadata: ruleSchema.properties.metadata,
    sinks: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          call: texts,
          assign: texts,
          element: texts,
          'returned-from': { type: 'string' },
          imports: { type: 'string' },
          arguments: { type: 'array', minItems: 1, items: argument },
          form: {
            enum: ['any', 'text', 'program', 'shell', 'structure', 'path', 'address', 'statement', 'option'],
          },
          indirect: { const: true },
          where,
        },
      },
    },
    templates: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        anyOf: [{ required: ['call'] }, { required: ['returned-from'] }],
        properties: {
          call: texts,
          'returned-from': { type: 'string' },
          name: argument,
          values: { anyOf: [{ type: 'integer', minimum: 0 }, { const: 'keywords' }, { const: 'self' }] },
          as: { type: 'string' },
          where,
        },
      },
    },
    hands: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        anyOf: [{ required: ['call', 'name', 'value'] }, { required: ['assign'] }],
        properties: {
          call: texts,
          assign: texts,
          name: { type: 'integer', minimum: 0 },
          value: { type: 'integer', minimum: 0 },
        },
      },
    },
    sanitizers: texts,
    guards: { type: 'array', items: guard },
    marks: { type: 'array', items: mark },
  },
} as const;

/** What a file of `rules/flow/models/` says. */
export const flowModelSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['mentions', 'sources'],
  properties: {
    mentions: { type: 'string', minLength: 5 },
    sources: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['label'],
        properties: { label: { type: 'string' }, read: texts, call: texts, clean: texts, where },
      },
    },
    parameters: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          label: { type: 'string' },
          clean: texts,
          path: { type: 'string' },
          names: texts,
          'not-names': { type: 'string' },
          bases: texts,
          routed: { const: true },
          types: texts,
          annotations: texts,
          'function-annotations': { type: 'string' },
          'function-names': texts,
          'function-pattern': { type: 'string' },
          after: texts,
          beside: texts,
          position: { type: 'integer', minimum: 0 },
          'not-types': { type: 'string' },
          'type-pattern': { type: 'string' },
        },
      },
    },
    properties: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['bases', 'label'],
        properties: {
          bases: texts,
          names: texts,
          types: { type: 'string' },
          label: { type: 'string' },
          clean: texts,
        },
      },
    },
    fills: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['call', 'into'],
        properties: {
          call: texts,
          label: { type: 'string' },
          clean: texts,
          from: { type: 'array', minItems: 1, items: argument },
          into: { anyOf: [{ type: 'integer', minimum: 0 }, { const: 'receiver' }] },
        },
      },
    },
    handlers: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['call'],
        properties: {
          call: texts,
          label: { type: 'string' },
          path: { type: 'string' },
          clean: texts,
          from: { type: 'integer', minimum: 0 },
          to: { type: 'integer', minimum: 0 },
          always: { const: true },
          entry: { type: 'string', minLength: 1 },
          schemas: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['members', 'schema'],
              properties: { members: texts, schema: argument, at: texts },
            },
          },
          where,
        },
      },
    },
    schemas: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['call'],
        properties: {
          call: texts,
          schema: argument,
          argument: { type: 'integer', minimum: 0 },
          answers: texts,
        },
      },
    },
    cleaners: { type: 'array', items: { anyOf: [kindsOf('call').items, kindsOf('read').items] } },
    guards: { type: 'array', items: guard },
    marks: { type: 'array', items: mark },
    trusted: kindsOf('name'),
    checks: { type: 'string' },
    passes: texts,
    keys: texts,
    same: texts,
    drops: texts,
    ends: texts,
    answers: texts,
    objects: texts,
    'method-names': { type: 'object', additionalProperties: texts },
    'forbidden-texts': kindsOf('texts'),
    'replaced-texts': kindsOf('texts'),
    counts: texts,
    'server-members': {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['label', 'members'],
        properties: { label: { type: 'string' }, members: texts },
      },
    },
    'whole-checks': kindsOf('members'),
    'settled-by': kindsOf('shape'),
  },
} as const;

/** What `rules/flow/models/characters.yml` says for all languages. */
export const charactersSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['needed-characters'],
  properties: { 'needed-characters': kindsOf('all') },
} as const;
