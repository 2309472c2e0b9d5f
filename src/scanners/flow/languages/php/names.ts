import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import type { Lowering } from '../lowering.ts';

/** `\App\Http\Request` is a `Request`: classes and functions go by their simple names. */
export function simpleName(node: SyntaxNode | undefined, lowering: Lowering): string {
  const text = node === undefined ? '' : lowering.textOf(node);
  return text.slice(text.lastIndexOf('\\') + 1).trim();
}

/** Functions may be written in any case; `Header` and `MD5` are those that everybody writes small. */
export function functionName(name: string): string {
  return /^(?:[A-Z][a-z\d_]*|[A-Z\d_]+)$/.test(name) ? name.toLowerCase() : name;
}

/** What PHP fills in itself, in every function. https://www.php.net/manual/en/language.variables.superglobals.php */
const superglobals =
  /^\$(?:_GET|_POST|_REQUEST|_COOKIE|_FILES|_SERVER|_SESSION|_ENV|HTTP_RAW_POST_DATA|HTTP_(?:GET|POST|COOKIE|SERVER)_VARS)$/;

export const isSuperglobal = (name: string) => superglobals.test(name);

/** The declared type by its simple name; undefined where it may be several. */
export function typeName(node: SyntaxNode | undefined, lowering: Lowering): string | undefined {
  if (node === undefined || /[|&]/.test(lowering.textOf(node))) return undefined;
  const name = simpleName(node, lowering).replace(/^\?/, '').trim();
  return name === 'mixed' || name === 'array' || name === 'self' || name === 'static' ? undefined : name;
}
