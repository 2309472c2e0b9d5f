import { fieldsOf, listOf, textOf } from '../../json-fields.ts';
import { conditionsOf, type Fields, isArgumentName, texts } from './conditions-of.ts';
import type { Answer, FlowModel, FlowRule, Hand, Render } from './flow-rule.ts';

type Templates = Pick<FlowModel, 'renders' | 'hands' | 'handPlaces'> & { readonly answersNaming: Answer[] };

/** What a rule says of calls that fill in templates, and of what these are given. */
export function addTemplates(model: Templates, fields: Fields, rule: FlowRule): void {
  for (const item of listOf(fields?.['templates'])) {
    const fill = fieldsOf(item);
    const [name, values] = [fill?.['name'], fill?.['values']];
    const render: Render = {
      rule,
      name: isArgumentName(name) ? name : 0,
      values: typeof values === 'number' || values === 'keywords' || values === 'self' ? values : undefined,
      as: textOf(fill?.['as']),
      where: conditionsOf(fill),
    };
    model.renders.add(texts(fill, 'call'), render);
    const answered = textOf(fill?.['returned-from']);
    if (answered !== undefined) model.answersNaming.push({ annotations: new RegExp(answered), render });
  }
  for (const item of listOf(fields?.['hands'])) {
    const hand = fieldsOf(item);
    const [name, value] = [hand?.['name'], hand?.['value']];
    const made: Hand = {
      rule,
      name: typeof name === 'number' ? name : 0,
      value: typeof value === 'number' ? value : 1,
    };
    model.hands.add(texts(hand, 'call'), made);
    model.handPlaces.add(texts(hand, 'assign'), made);
  }
}
