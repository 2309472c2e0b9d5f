import type { Expression, Target } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { isSuperglobal } from './names.ts';

/** What is assigned to. */
export function targetOf(node: SyntaxNode | undefined, lowering: Lowering): Target {
  if (node === undefined) return { kind: 'nothing', start: 0, end: 0 };
  const span = spanOf(node);
  switch (node.type) {
    case 'variable_name': {
      const name = lowering.textOf(node);
      if (name === '$this' || isSuperglobal(name)) return { kind: 'nothing', ...span };
      lowering.scope.declare(name);
      return { kind: 'name', name, ...span };
    }
    case 'by_ref':
    case 'parenthesized_expression':
    case 'error_suppression_expression':
      return targetOf(namedOf(node)[0], lowering);
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
    case 'scoped_property_access_expression':
    case 'subscript_expression':
      return placeOf(node, lowering);
    case 'list_literal':
    case 'array_creation_expression':
      return taken(node, lowering);
    default:
      return { kind: 'nothing', ...span };
  }
}

/** A place is assigned to by the names by which it is read. */
function placeOf(node: SyntaxNode, lowering: Lowering): Target {
  const { kind, ...read } = lowering.expression(node);
  const span = spanOf(node);
  if (kind === 'member' && 'object' in read && 'name' in read)
    return { kind, object: read.object, name: read.name, ...span };
  if (kind === 'element' && 'object' in read && 'key' in read)
    return { kind, object: read.object, key: read.key, creates: true, ...span };
  return { kind: 'nothing', ...span };
}

/** `[$a, , $b]` by position, `['x' => $a]` by key. */
function taken(node: SyntaxNode, lowering: Lowering): Target {
  const parts = partsOf(node);
  if (parts.every(({ key }) => key === undefined))
    return {
      kind: 'items',
      items: parts.map(({ value }) => value && targetOf(value, lowering)),
      ...spanOf(node),
    };
  const fields = parts.flatMap(({ key, value }) => {
    if (value === undefined) return [];
    const known: Expression | undefined = key && lowering.expression(key);
    const name = known?.kind === 'constant' ? { name: String(known.value) } : {};
    return [{ ...name, target: targetOf(value, lowering) }];
  });
  return { kind: 'fields', fields, ...spanOf(node) };
}

interface Part {
  readonly key?: SyntaxNode | undefined;
  readonly value?: SyntaxNode | undefined;
}

/** Between the commas; some of what stands there may be nothing. */
function partsOf(node: SyntaxNode): readonly Part[] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of node.children)
    if (child.type === ',') groups.push([]);
    else if (child.type === 'array_element_initializer') groups.at(-1)?.push(...child.children);
    else groups.at(-1)?.push(child);
  const parts = groups.map((group): Part => {
    const [first, second] = group.filter(({ named }) => named);
    return group.some(({ type }) => type === '=>') ? { key: first, value: second } : { value: first };
  });
  return parts.at(-1)?.value === undefined ? parts.slice(0, -1) : parts;
}
