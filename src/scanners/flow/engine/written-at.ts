import type { Expression } from '../form/form.ts';
import type { Frame, Passed } from './frame.ts';
import { hole, ownHole, type Place, type Value } from './value.ts';

/**
 * Where the text that a sink is given was put together, if functions only hand it on from there: `execute(query)`
 * of the scanned code is as good as the library's, and what is wrong stands in the call of it. Undefined where the
 * text is put together beside the sink, or is nothing but what came from outside.
 */
export function writtenAt(
  frame: Frame,
  expression: Expression | undefined,
  { shape }: Value,
): Place | undefined {
  if (shape === undefined || !hasOwnText(shape)) return undefined;
  let place: Place | undefined;
  let run = frame;
  for (let what = expression; what?.kind === 'name' && run.caller !== undefined; ) {
    const given = givenFor(run, what.name);
    // What is given another value within the function is not what it was called with.
    if (run.entered === undefined || given === undefined || given.value.shape !== shape) break;
    place = run.entered.place;
    what = given.expression;
    run = run.caller;
  }
  return place;
}

const hasOwnText = (shape: string) => shape.replaceAll(hole, '').replaceAll(ownHole, '').trim() !== '';

function givenFor({ form, entered }: Frame, name: string): Passed | undefined {
  if (form === undefined || entered === undefined) return undefined;
  const named = entered.given.find((one) => one.name === name);
  if (named !== undefined) return named;
  const parameters = form.takesSelf ? form.parameters.slice(1) : form.parameters;
  const index = parameters.findIndex((one) => one.name === name && !one.rest);
  return index < 0 ? undefined : entered.given.filter((one) => one.name === undefined)[index];
}
