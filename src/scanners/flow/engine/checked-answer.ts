import type { Expression } from '../form/form.ts';
import type { Frame } from './frame.ts';
import type { HeapObject } from './heap-object.ts';
import { type Given, type Machine, placeOf } from './machine.ts';
import { checkCall } from './sinks.ts';
import { unknown } from './value.ts';

type MapExpression = Extract<Expression, { kind: 'map' }>;

/**
 * A map with a `statusCode` is the answer of a function that a gateway calls, wherever it is handed back: rules know it as
 * a call of ` answer`, with its body and its headers, in small letters, as named arguments.
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
  const fields = headers === undefined ? undefined : machine.store.object(headers)?.entries;
  const body = expression.entries.find(({ key }) => key?.kind === 'constant' && key.value === 'body');
  const given: readonly Given[] = [
    { name: 'body', value: entries.get('body') ?? unknown, expression: body?.value },
    ...Array.from(fields ?? [], ([name, value]) => ({ name: String(name).toLowerCase(), value })),
  ];
  const place = placeOf(frame, expression);
  checkCall(machine, { place, frame, paths: [' answer'], name: '', known: '', given, creates: false });
}
