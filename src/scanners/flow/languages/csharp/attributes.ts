import type { Expression } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { simpleName } from './types.ts';

/** Names of the attributes on a declaration: `HttpGet`, `FromQuery`. */
export function attributesOf(node: SyntaxNode, lowering: Lowering): readonly string[] {
  return node.children
    .filter(({ type }) => type === 'attribute_list')
    .flatMap((list) => namedOf(list))
    .filter(({ type }) => type === 'attribute')
    .map((one) => simpleName(fieldOf(one, 'name'), lowering).replace(/(?<=.)Attribute$/, ''));
}

export function hasModifier(node: SyntaxNode, modifier: string, lowering: Lowering): boolean {
  return node.children.some((child) => child.type === 'modifier' && lowering.textOf(child) === modifier);
}

const bound = new Set([
  'BindProperty',
  'FromQuery',
  'FromForm',
  'FromRoute',
  'SupplyParameterFromQuery',
  'SupplyParameterFromForm',
]);

/** A property that the framework fills in from the request, as what it is filled in with. */
export function boundProperty(node: SyntaxNode, lowering: Lowering): Expression | undefined {
  if (!attributesOf(node, lowering).some((name) => bound.has(name))) return undefined;
  const object: Expression = { kind: 'name', name: '[BindProperty]', ...spanOf(node) };
  return { kind: 'member', object, name: 'value', ...spanOf(node) };
}

/**
 * What the framework calls the public methods of a class with: `action` with parts of the request. Undefined where they
 * are nothing but methods.
 */
export function isEntryClass(
  node: SyntaxNode,
  name: string,
  bases: readonly string[],
  lowering: Lowering,
): string | undefined {
  if (node.type !== 'class_declaration' && node.type !== 'record_declaration') return undefined;
  const attributes = attributesOf(node, lowering);
  if (attributes.some((one) => one === 'ApiController' || one === 'Controller')) return 'action';
  const isController = /Controller$/.test(name) || bases.some((base) => /Controller(?:Base)?$/.test(base));
  if (isController) return 'action';
  if (bases.some((base) => base === 'Hub')) return 'action';
  if (bases.some((base) => /PageModel$/.test(base))) return 'handler';
  return undefined;
}

/** `app.MapGet("/items", GetItems)` in the same file. */
export function isMapped(name: string, { text }: Lowering): boolean {
  if (name === '' || !text.includes('.Map')) return false;
  return new RegExp(`\\.Map(?:Get|Post|Put|Delete|Patch|Methods)\\([^;\\n]{0,200}\\b${name}\\s*[,)]`).test(
    text,
  );
}
