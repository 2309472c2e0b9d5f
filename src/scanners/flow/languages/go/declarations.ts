import type { ClassForm, FunctionForm, Statement } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { functionForm } from './functions.ts';
import { packageAround, packageNames, packageOf } from './packages.ts';
import { receiverOf, typeOf } from './types.ts';

/** A type as far as one file says what it is: its methods may stand in any file of the package. */
interface TypeParts {
  readonly methods: Map<string, FunctionForm>;
  declared?: SyntaxNode;
}

/** The imports first, since all names of other packages are told apart by them. */
export function lowerFile(tree: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const top = namedOf(tree);
  const imports = top
    .filter(({ type }) => type === 'import_declaration')
    .flatMap((node) => specsOf(node, 'import_spec'))
    .flatMap((spec) => importOf(spec, lowering));
  const types = new Map<string, TypeParts>();
  const typeNamed = (name: string): TypeParts => {
    const known: TypeParts = types.get(name) ?? { methods: new Map() };
    types.set(name, known);
    return known;
  };
  const rest: Statement[] = [];
  for (const node of top)
    if (node.type === 'method_declaration') {
      const { type } = receiverOf(node, lowering);
      const form = functionForm(node, lowering, nameIn(node, lowering));
      if (type !== undefined) typeNamed(type).methods.set(form.name, form);
    } else if (node.type === 'type_declaration')
      for (const spec of namedOf(node))
        typeNamed(`${packageAround(lowering.file)}:${nameIn(spec, lowering)}`).declared = spec;
    else if (node.type !== 'import_declaration') rest.push(...lowering.statement(node));
  const classes = [...types].map(([name, parts]): Statement => {
    const form = classForm(name, parts, lowering, parts.declared ?? tree);
    return { kind: 'class', form, start: form.start, end: form.end };
  });
  return [...imports, ...classes, ...rest];
}

function importOf(spec: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const named = fieldOf(spec, 'name');
  const quoted = fieldOf(spec, 'path');
  if (quoted === undefined) return [];
  const path = lowering.textOf(quoted).slice(1, -1);
  const alias = named === undefined ? undefined : lowering.textOf(named);
  if (alias === '_' || alias === '.') return [];
  return (alias === undefined ? packageNames(path) : [alias]).map((name): Statement => {
    lowering.scope.declare(name);
    lowering.imports.set(name, packageOf(path));
    return { kind: 'import', name, path: packageOf(path), ...spanOf(spec) };
  });
}

/** A tag by which the framework lets only numbers, words or one of a list into the field. */
const checkedTag =
  /\b(?:binding|validate|valid):"[^"]*\b(?:AlphaDash(?:Dot)?|alpha|alphanum|alphaunicode|alphanumunicode|numeric|number|hexadecimal|uuid\w*|oneof=|In\(|ipv?[46]?|datetime=|boolean)\b/;

function classForm(
  name: string,
  { methods, declared }: TypeParts,
  lowering: Lowering,
  node: SyntaxNode,
): ClassForm {
  const type = fieldOf(declared, 'type');
  const members = namedOf(childOf(type, 'field_declaration_list'));
  const embedded = members.filter((member) => fieldOf(member, 'name') === undefined);
  const asks = type?.type === 'interface_type' ? asked(type, lowering) : [];
  const fields = members.flatMap((member) => {
    const held = fieldOf(member, 'type');
    const names = fieldsOf(member, 'name').map((one) => lowering.textOf(one));
    const own = names.length > 0 || held === undefined ? names : [simple(lowering.textOf(held))];
    const tag = fieldOf(member, 'tag');
    const isChecked = tag !== undefined && checkedTag.test(lowering.textOf(tag));
    const kept = isChecked ? 'int' : typeOf(held, lowering);
    return own.map((field) => ({ name: field, type: kept, isStatic: false }));
  });
  return {
    name,
    bases: embedded.flatMap((member) => typeOf(fieldOf(member, 'type'), lowering) ?? []),
    annotations: [],
    methods,
    fields,
    classes: [],
    explicit: true,
    ...(asks.length > 0 && { asks }),
    ...spanOf(node),
  };
}

/** The methods of an interface, without those of others that it names. */
function asked(type: SyntaxNode, lowering: Lowering): readonly string[] {
  return namedOf(type)
    .filter((one) => one.type === 'method_elem' || one.type === 'method_spec')
    .map((one) => nameIn(one, lowering));
}

const simple = (type: string) => type.slice(type.lastIndexOf('.') + 1);

function nameIn(node: SyntaxNode, lowering: Lowering): string {
  const name = fieldOf(node, 'name');
  return name === undefined ? '' : lowering.textOf(name);
}

/** The specs of a declaration, whether it has one or a list of them. */
export function specsOf(node: SyntaxNode, type: string): readonly SyntaxNode[] {
  return namedOf(node).flatMap((one) =>
    one.type === type ? [one] : one.type === `${type}_list` ? specsOf(one, type) : [],
  );
}
