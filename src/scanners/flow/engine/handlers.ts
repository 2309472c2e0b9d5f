import { simpleType } from './declared-type.ts';
import type { Call, Machine } from './machine.ts';
import { classScope } from './members.ts';
import type { Closure } from './value.ts';

const sends = /^(?:send|publish|dispatch|query|execute|handle|invoke|ask)(?:async|andwait)?$/i;
const handles = ['Handle', 'HandleAsync', 'Execute', 'ExecuteAsync', 'Consume', 'handle', 'execute'];

/**
 * What a mediator hands a message to: `mediator.Send(new Find(name))` ends in the class of the scanned code that says it
 * is a handler of `Find`.
 */
export function handlersOf(machine: Machine, { name, given }: Call): readonly Closure[] {
  const message = given[0]?.value;
  const type = message?.type?.replace(/#$/, '');
  if (type === undefined || !sends.test(name)) return [];
  return machine.names.handlersOf(type).flatMap(({ form, scope }) => {
    const method = handles
      .flatMap((one) => form.methods.get(one) ?? [])
      .find(({ parameters }) => simpleType(parameters[0]?.type ?? '') === simpleType(type));
    if (method === undefined) return [];
    return [
      {
        form: method,
        scope: classScope(scope, form),
        self: { taints: [], type: `${form.name}#` },
      },
    ];
  });
}
