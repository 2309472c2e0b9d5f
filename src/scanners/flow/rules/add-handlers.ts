import { fieldsOf, listOf, textOf } from '../../json-fields.ts';
import { memberSchemas } from './add-schemas.ts';
import { conditionsOf, type Fields, texts } from './conditions-of.ts';
import type { Handler } from './flow-rule.ts';
import type { Kinds } from './kinds.ts';
import type { PatternTable } from './pattern-table.ts';

/** Adds what a model says of calls that hand functions over to be called from outside. */
export function addHandlers(handlers: PatternTable<Handler>, model: Fields, kinds: Kinds): void {
  for (const item of listOf(model?.['handlers'])) {
    const handler = fieldsOf(item);
    const [from, to] = [handler?.['from'], handler?.['to']];
    handlers.add(texts(handler, 'call'), {
      where: conditionsOf(handler),
      from: typeof from === 'number' ? from : 0,
      to: typeof to === 'number' ? to : 0,
      label: textOf(handler?.['label']),
      clean: kinds.bits(texts(handler, 'clean')),
      path: textOf(handler?.['path']),
      always: handler?.['always'] === true,
      schemas: memberSchemas(handler),
      entry: textOf(handler?.['entry']),
    });
  }
}
