import type { Expression, MapEntry } from '../../form/form.ts';
import { offered } from './offered.ts';

type Call = Extract<Expression, { readonly kind: 'call' }>;

/** A value that is worked out by a function: https://vuejs.org/api/reactivity-core.html#computed, https://react.dev/reference/react/useMemo */
const worksOut = /^(?:computed|useMemo|React\.useMemo)$/;
/** What runs by itself when a page is there: https://vuejs.org/api/composition-api-lifecycle.html */
const begins = /^(?:onMounted|onBeforeMount|onActivated|watchEffect)$/;
/** https://vuejs.org/api/reactivity-core.html#ref */
const holds = /^(?:ref|shallowRef)$/;
/** https://api.jquery.com/jQuery.ajax/#jQuery-ajax-settings */
const asks = /^(?:\$|jQuery)\.ajax$/;
/** What a client of Meteor calls by name: https://docs.meteor.com/api/meteor#Meteor-methods */
const offers = /^Meteor\.(?:methods|publish)$/;

/** A call that runs the functions it is given in a way of its own, as what it comes to. */
export function knownCall(made: Call, callee: string): Expression {
  const [first, ...others] = made.args;
  if (first === undefined) return made;
  if ((worksOut.test(callee) || begins.test(callee)) && first.value.kind === 'function')
    return { ...made, callee: first.value, args: [] };
  if (holds.test(callee) && others.length === 0) return held(made, first.value);
  if (asks.test(callee)) return answered(made, first.value);
  return offers.test(callee)
    ? { ...made, args: made.args.map((given) => ({ ...given, value: offered(given.value, callee) })) }
    : made;
}

function held({ start, end }: Call, value: Expression): Expression {
  const key: Expression = { kind: 'constant', value: 'value', start, end };
  return { kind: 'map', entries: [{ key, value }], start, end };
}

/** The function for its success is the next step, as with `then`. */
function answered(made: Call, settings: Expression): Expression {
  const success = settings.kind === 'map' ? settings.entries.find(isSuccess)?.value : undefined;
  if (success === undefined) return made;
  const { start, end } = made;
  const then: Expression = { kind: 'member', object: made, name: 'then', start, end };
  return { kind: 'call', callee: then, args: [{ value: success }], start, end };
}

const isSuccess = ({ key }: MapEntry) => key?.kind === 'constant' && key.value === 'success';
