import { anyElement, deepTaints } from './deep-taints.ts';
import {
  anyEntry,
  appended,
  entryOf,
  type HeapObject,
  type Key,
  newObject,
  removed,
  withAnywhere,
  withEntry,
} from './heap-object.ts';
import type { Call, Machine } from './machine.ts';
import { spreadInto } from './spread-into.ts';
import { clean, constantValue, unknown, type Value } from './value.ts';

interface Use {
  readonly machine: Machine;
  readonly made: Call;
  readonly id: number;
  readonly held: HeapObject;
  /** Of the first argument. */
  readonly key: Key | undefined;
  readonly values: readonly Value[];
}

type Method = (use: Use) => Value | undefined;

const change = ({ machine, id }: Use, held: HeapObject, result: Value = unknown): Value => {
  machine.store.setObject(id, held);
  return result;
};

/** Keys of several parts, as of a configuration's sections, make one. */
const keyOf = (values: readonly Value[]): Key | undefined => {
  const parts = values.map(({ constant }) => constant);
  if (parts.length === 1 && typeof parts[0] === 'number') return parts[0];
  return parts.every((one) => typeof one === 'string' || typeof one === 'number')
    ? parts.join(' ')
    : undefined;
};

const put: Method = (use) => {
  const { held, values, made } = use;
  const value = values.at(-1) ?? unknown;
  const key = keyOf(values.slice(0, -1));
  const changed = key === undefined ? withAnywhere(held, value) : withEntry(held, key, value);
  return change(use, changed, made.receiver);
};

const add: Method = (use) => {
  const { held, values } = use;
  const [first = unknown, second] = values;
  return change(use, second === undefined ? appended(held, first) : withAnywhere(held, second));
};

const get: Method = ({ machine, made, held, values }) => {
  const key = keyOf(values) ?? keyOf(values.slice(0, 1));
  if (key === undefined) return anyEntry(held);
  const entry = entryOf(held, key);
  const fallback = made.given.length > 1 ? { taints: deepTaints(machine, values[1] ?? unknown) } : undefined;
  return entry ?? fallback ?? (held.kind === 'map' ? constantValue(null) : unknown);
};

const take: Method = (use) => {
  const { held, key, made } = use;
  const place =
    key ??
    (made.known === 'shift' || made.known === 'removeFirst' || made.known === 'popleft'
      ? 0
      : (held.size ?? 0) - 1);
  const value = entryOf(held, place) ?? anyEntry(held);
  return held.kind === 'list' && typeof place === 'number' && held.size !== undefined
    ? change(use, removed(held, place), value)
    : value;
};

const withAny = (machine: Machine, object: HeapObject, value: Value) =>
  withAnywhere(object, anyElement(machine, value));

const addAll: Method = (use) => {
  const { machine, held, values } = use;
  return change(
    use,
    values.reduce((sum, value) => (held.kind === 'map' ? spreadInto : withAny)(machine, sum, value), held),
  );
};

/** A new list of both: the own one stays as it is. What is given may be a list, or one thing more. */
const joined: Method = (use) => {
  const { machine, held, values, made } = use;
  // Ruby's adds to the list itself: https://docs.ruby-lang.org/en/master/Array.html#method-i-concat
  if (machine.model.language === 'ruby') {
    addAll(use);
    return made.receiver;
  }
  const whole = values.reduce((sum, value) => withAny(machine, sum, value), held);
  const id = machine.newId();
  machine.store.setObject(id, newObject('list', { rest: anyEntry(whole) }));
  return { taints: clean, object: id };
};

const clear: Method = (use) =>
  change(use, {
    ...use.held,
    entries: new Map(),
    rest: undefined,
    size: use.held.kind === 'list' ? 0 : undefined,
  });

const all: Method = ({ machine, held }) => {
  const id = machine.newId();
  machine.store.setObject(id, newObject('list', { rest: anyEntry(held) }));
  return { taints: clean, object: id };
};

const copy: Method = (use) => {
  if (use.held.kind !== 'map') return all(use);
  const id = use.machine.newId();
  use.machine.store.setObject(id, use.held);
  return { taints: clean, object: id };
};

const first: Method = ({ held }) => entryOf(held, 0) ?? anyEntry(held);

const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    'put set setProperty setdefault setAttribute putIfAbsent setItem': put,
    'add append push addLast offer enqueue unshift appendleft addElement addFirst': add,
    'get getProperty getAttribute getOrDefault elementAt getItem at nth': get,
    'remove pop shift removeFirst removeLast poll popleft': take,
    'addAll extend putAll update': addAll,
    concat: joined,
    clear,
    'values entrySet items keySet iterator stream listIterator elements entries toArray sort sorted filter slice splice reverse asList next getValue nextElement':
      all,
    'copy clone': copy,
    'getFirst element peek firstElement': first,
  }).flatMap(([names, method]) => names.split(' ').map((name) => [name, method] as const)),
);

/** Classes that hold what they are given. A `Collection` may as well be one of a database. */
const lists =
  /^new (?:ArrayList|LinkedList|Vector|Stack|ArrayDeque|HashSet|LinkedHashSet|TreeSet|CopyOnWriteArrayList|PriorityQueue|Array|Set|List|Queue|SortedSet|ConcurrentBag|ConcurrentQueue)$|^(?:list|set|deque|collections\.deque)$/;
const maps =
  /^new (?:HashMap|LinkedHashMap|TreeMap|ConcurrentHashMap|Hashtable|Properties|Map|WeakMap|EnumMap|JSONObject|JsonObject|Object|FormData|LinkedMultiValueMap|Dictionary|SortedDictionary|ConcurrentDictionary|NameValueCollection|RouteValueDictionary)$|^(?:dict|configparser\.\w*ConfigParser|collections\.(?:OrderedDict|defaultdict|Counter)|OrderedDict|defaultdict)$/;
const pairMakers = /^(?:Map|ImmutableMap)\.of$|^Collections\.singletonMap$/;
const listMakers = /^(?:List|Arrays|Set|Stream)\.(?:of|asList)$|^ImmutableList\.of$/;

export function collectionCall(machine: Machine, made: Call): Value | undefined {
  const { receiver, known: name, given } = made;
  const created =
    made.receiver === undefined ||
    made.creates ||
    made.paths.some((path) => listMakers.test(path) || pairMakers.test(path)) ||
    made.paths.some((path) => maps.test(path) || lists.test(path));
  if (created) return newCollection(machine, made);
  const id = receiver?.object;
  const held = id === undefined ? undefined : machine.store.object(id);
  const method = methods.get(name);
  if (id === undefined || held === undefined || held.kind === 'text' || held.kind === 'instance')
    return undefined;
  if (method === undefined || (receiver?.taints.length ?? 0) > 0) return undefined;
  const values = given.map(({ value }) => value);
  const constant = values[0]?.constant;
  const key = typeof constant === 'string' || typeof constant === 'number' ? constant : undefined;
  return method({ machine, made, id, held, key, values });
}

/** Of keys and values by turns: `Map.of("name", name)`. */
function newMap(machine: Machine, given: Call['given']): Value {
  let object = newObject('map');
  for (let index = 0; index + 1 < given.length; index += 2) {
    const [key, value] = [given[index]?.value.constant, given[index + 1]?.value ?? unknown];
    object = typeof key === 'string' ? withEntry(object, key, value) : withAnywhere(object, value);
  }
  const id = machine.newId();
  machine.store.setObject(id, object);
  return { taints: clean, object: id };
}

function newCollection(machine: Machine, { paths, given }: Call): Value | undefined {
  const isList = paths.some((path) => lists.test(path));
  const isMap = paths.some((path) => maps.test(path));
  if (paths.some((path) => pairMakers.test(path))) return newMap(machine, given);
  const isMade = paths.some((path) => listMakers.test(path));
  if (!isList && !isMap && !isMade) return undefined;
  const id = machine.newId();
  const [from] = given;
  let object = newObject(isMap ? 'map' : 'list', isMap ? {} : { size: 0 });
  if (isMade) for (const { value } of given) object = appended(object, value);
  else if (from !== undefined && from.value.constant === undefined)
    object = (isMap ? spreadInto : withAny)(machine, object, from.value);
  machine.store.setObject(id, object);
  return { taints: clean, object: id };
}
