import { textOf } from '../../json-fields.ts';
import { type Fields, texts } from './conditions-of.ts';
import type { ParameterSource } from './flow-rule.ts';
import type { Kinds } from './kinds.ts';

/** Of one item below `parameters`: which parameters of which functions hold data from outside. */
export function readParameter(item: Fields, kinds: Kinds): ParameterSource {
  const set = (name: string) => (item?.[name] === undefined ? undefined : new Set(texts(item, name)));
  const expression = (name: string) => {
    const found = textOf(item?.[name]);
    return found === undefined ? undefined : new RegExp(found);
  };
  const position = item?.['position'];
  return {
    label: textOf(item?.['label']),
    clean: kinds.bits(texts(item, 'clean')),
    path: textOf(item?.['path']),
    notNames: expression('not-names'),
    bases: set('bases'),
    isRouted: item?.['routed'] === true,
    names: set('names'),
    types: set('types'),
    typePattern: expression('type-pattern'),
    annotations: set('annotations'),
    functionAnnotations: expression('function-annotations'),
    functionNames: set('function-names'),
    functionPattern: expression('function-pattern'),
    after: set('after'),
    beside: set('beside'),
    position: typeof position === 'number' ? position : undefined,
    notTypes: expression('not-types'),
  };
}
