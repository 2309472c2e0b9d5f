import { fieldsOf, listOf } from '../../json-fields.ts';
import { type Fields, isArgumentName, texts } from './conditions-of.ts';
import type { MemberSchema, SchemaUse } from './flow-rule.ts';
import type { PatternTable } from './pattern-table.ts';

/** Adds what a model says of calls that let data through a schema. */
export function addSchemas(schemas: PatternTable<SchemaUse>, model: Fields): void {
  for (const item of listOf(model?.['schemas'])) {
    const use = fieldsOf(item);
    const argument = use?.['argument'];
    schemas.add(texts(use, 'call'), {
      schema: schemaIn(use),
      argument: typeof argument === 'number' ? argument : 0,
      answers: texts(use, 'answers'),
    });
  }
}

/** Of a handler: the schemas of what it is called with. */
export const memberSchemas = (handler: Fields): readonly MemberSchema[] =>
  listOf(handler?.['schemas']).map((item) => {
    const use = fieldsOf(item);
    return { members: texts(use, 'members'), schema: schemaIn(use), at: texts(use, 'at') };
  });

const schemaIn = (use: Fields) => (isArgumentName(use?.['schema']) ? use['schema'] : 'receiver');
