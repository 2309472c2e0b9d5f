import type { Call, Given, Machine } from './machine.ts';
import { mayAccept } from './overloads.ts';
import type { Value } from './value.ts';

/** `text.Quoted()` where `Quoted` is a function of the scanned code that takes the text as its first argument. */
export function extensionCall(machine: Machine, made: Call): Value | undefined {
  const { receiver, receiverExpression, name, given, place, frame } = made;
  if (receiver === undefined || receiver.taints.length === 0 || !machine.hasTime) return undefined;
  const self: Given = { value: receiver, expression: receiverExpression };
  const all = [self, ...given];
  const [found, ...others] = machine.names
    .methodsNamed(name)
    .filter(({ closure: { form } }) => form.extends === true && mayAccept(form, all));
  if (found === undefined || others.length > 0) return undefined;
  return machine.invoke(found.closure, all, { place, frame });
}
