import type { ArgumentName } from '../rules/flow-rule.ts';
import type { Offer } from './conditions.ts';
import { asText, elementsOf } from './deep-taints.ts';
import type { Given, Machine } from './machine.ts';
import { hole, shapeOf, type Value } from './value.ts';

/** What ends the options of a program; the second is git's, where the first one stands before paths. */
const ends = ['--', '--end-of-options'];

/** After an option of one letter its value may stand, which is read as nothing else. */
const takesNext = /^-[a-zA-Z]$/;

/**
 * The words of a command that its program can take for options: they begin with what is not known, and nothing before
 * them says that no option follows. From the first of the arguments on, lists being read as their elements.
 */
export function commandOptions(
  machine: Machine,
  { given }: Offer,
  [first = 0]: readonly ArgumentName[],
): readonly Given[] {
  const words = given
    .filter(({ name }) => name === undefined || name === first)
    .slice(typeof first === 'number' ? first : 0)
    .flatMap((one) => elementsOf(machine, one.value)?.map((value) => ({ ...one, value })) ?? one);
  const end = words.findIndex(({ value }) => ends.includes(constantOf(value)));
  return (end === -1 ? words : words.slice(0, end)).filter(({ value, spread }, index) => {
    const before = words[index - 1];
    const isValue = before !== undefined && takesNext.test(constantOf(before.value));
    return !isValue && !spread && shapeOf(asText(machine, value)).startsWith(hole);
  });
}

const constantOf = ({ constant }: Value): string => (typeof constant === 'string' ? constant : '');
