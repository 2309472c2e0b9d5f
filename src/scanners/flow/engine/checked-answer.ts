import type { Expression } from '../form/form.ts';
import type { Frame } from './frame.ts';
import type { HeapObject, Key } from './heap-object.ts';
import { type Given, type Machine, placeOf } from './machine.ts';
import { checkCall } from './sinks.ts';

type MapExpression = Extract<Expression, { kind: 'map' }>;

/**
 * A map with a `statusCode` is the answer of a function that a gateway calls, wherever it is handed back: rules know it as
 * a call of ` answer`, with its entries and its headers as named arguments.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function checkAnswer(
  machine: Machine,
  { entries }: HeapObject,
  expression: MapExpression,
  frame: Frame,
): void {
  if (!entries.has('statusCode')) return;
  const headers = entries.get('headers')?.object;
  const fields = [
    ...entries,
    ...((headers === undefined ? undefined : machine.store.object(headers)?.entries) ?? []),
  ];
  const written = new Map<Key, Expression>(
    expression.entries.flatMap(({ key, value }) =>
      key?.kind === 'constant' && typeof key.value === 'string' ? [[key.value, value]] : [],
    ),
  );
  const given = fields.map(
    ([name, value]): Given => ({ value, name: String(name).toLowerCase(), expression: written.get(name) }),
  );
  const place = placeOf(frame, expression);
  checkCall(machine, { place, frame, paths: [' answer'], name: '', known: '', given, creates: false });
}
