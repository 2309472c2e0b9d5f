import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import type { Lowering } from '../lowering.ts';
import { packageAround } from './packages.ts';

const numbers = /^(?:u?int(?:8|16|32|64|ptr)?|float(?:32|64)|complex(?:64|128)|byte|rune)$/;
/** Types that a text cannot be hidden in. */
const harmless = /^(?:time:(?:Time|Duration|Month|Weekday)|math\/big:(?:Int|Float)|google\/uuid:UUID)$/;

/**
 * What a value of the type is, by name: `net/http:Request`, `int` for all that can carry no text, nothing for what is
 * made of other types. Pointers are what they point to.
 */
export function typeOf(node: SyntaxNode | undefined, lowering: Lowering): string | undefined {
  switch (node?.type) {
    case 'type_identifier':
    case 'identifier': {
      const name = lowering.textOf(node);
      if (name === 'bool' || numbers.test(name)) return 'int';
      if (/^(?:string|any|error)$/.test(name)) return undefined;
      return `${packageAround(lowering.file)}:${name}`;
    }
    case 'qualified_type':
      return qualified(fieldOf(node, 'package'), fieldOf(node, 'name'), lowering);
    case 'selector_expression':
      return qualified(fieldOf(node, 'operand'), fieldOf(node, 'field'), lowering);
    case 'pointer_type':
    case 'parenthesized_type':
      return typeOf(namedOf(node)[0], lowering);
    case 'generic_type':
      return typeOf(fieldOf(node, 'type'), lowering);
    case 'slice_type':
    case 'array_type': {
      const element = fieldOf(node, 'element');
      const isBytes = element !== undefined && /^(?:byte|uint8|rune)$/.test(lowering.textOf(element));
      return !isBytes && typeOf(element, lowering) === 'int' ? 'int' : undefined;
    }
    default:
      return undefined;
  }
}

function qualified(
  holder: SyntaxNode | undefined,
  name: SyntaxNode | undefined,
  lowering: Lowering,
): string | undefined {
  if (holder === undefined || name === undefined) return undefined;
  const found = lowering.imports.get(lowering.textOf(holder));
  if (found === undefined) return undefined;
  const type = `${found}:${lowering.textOf(name)}`;
  return harmless.test(type) ? 'int' : type;
}

/** Types that texts are built up in. */
export const isBuilder = (type: string | undefined) => type === 'strings:Builder' || type === 'bytes:Buffer';

/** The type that a method belongs to, and what it calls the object. */
export function receiverOf(node: SyntaxNode, lowering: Lowering) {
  const declared = childOf(fieldOf(node, 'receiver'), 'parameter_declaration');
  const name = fieldOf(declared, 'name');
  return {
    type: typeOf(fieldOf(declared, 'type'), lowering),
    name: name === undefined ? '_' : lowering.textOf(name),
    node: declared ?? node,
  };
}
