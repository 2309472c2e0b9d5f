import { childOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import type { Lowering } from '../lowering.ts';

/** Of these it is what is inside that counts: a list of numbers carries as little as one. */
const wrappers =
  /^(?:Task|ValueTask|Nullable|Lazy|ActionResult|(?:I|Readonly)?List|IEnumerable|IAsyncEnumerable|ICollection|IReadOnlyList|IReadOnlyCollection|HashSet|ISet|Collection|Option|IOptions)$/;
const numbers =
  /^(?:int|uint|long|ulong|short|ushort|byte|sbyte|nint|nuint|double|float|decimal|bool|char|Int16|Int32|Int64|Guid|DateTime|DateTimeOffset|DateOnly|TimeOnly|TimeSpan)$/;

/** A type as the rules know it: without `?`, and as `int` where all it can hold are such. */
export function typeText(node: SyntaxNode | undefined, lowering: Lowering): string | undefined {
  if (node === undefined || node.type === 'implicit_type') return undefined;
  if (node.type === 'nullable_type' || node.type === 'ref_type' || node.type === 'array_type') {
    const inner = namedOf(node)[0];
    const text = typeText(inner, lowering);
    return node.type !== 'array_type' || text === undefined || numbers.test(text) ? text : `${text}[]`;
  }
  if (node.type === 'generic_name') {
    const name = simpleName(node, lowering);
    const [only, ...others] = namedOf(childOf(node, 'type_argument_list'));
    const inner = others.length === 0 ? typeText(only, lowering) : undefined;
    if (inner !== undefined && wrappers.test(name) && (numbers.test(inner) || isWaited(name))) return inner;
  }
  const text = lowering.textOf(node).replace(/^global::/, '');
  return numbers.test(text.replace(/^System\./, '')) ? numberText(text.replace(/^System\./, '')) : text;
}

/** One name for all that is harmless. */
const numberText = (text: string) => (text === 'bool' ? text : 'int');

const isWaited = (name: string) => /^(?:Value)?Task$|^Nullable$/.test(name);

/** `System.Collections.Generic.List<string>` is a `List`. */
export function simpleName(node: SyntaxNode | undefined, lowering: Lowering): string {
  const text = node === undefined ? '' : lowering.textOf(node).replace(/[<?[].*$/s, '');
  return text.slice(Math.max(text.lastIndexOf('.'), text.lastIndexOf(':')) + 1).trim();
}

const namespaces =
  /^(?:global::)?(?:(?:System|Microsoft)\b(?:\.(?:IO|Compression|Web|Mvc|UI|WebControls|HtmlControls|Http|Headers|Text|Encodings|Json|RegularExpressions|Net|Mail|Sockets|Data|SqlClient|OleDb|Odbc|Common|Diagnostics|Xml|XPath|Linq|Serialization|Formatters|Binary|Runtime|Collections|Generic|Concurrent|Threading|Tasks|Security|Cryptography|Reflection|Globalization|Configuration|DirectoryServices|Protocols|Drawing|Imaging|AspNetCore|EntityFrameworkCore|Extensions|Sqlite|CSharp|Scripting|CodeAnalysis|Services|Script|Hosting)\b)*)\.(?=[A-Z])/;

/** The dotted path that an expression spells, without the namespaces of .NET before it; undefined where it is none. */
export function dottedPath(node: SyntaxNode, lowering: Lowering): string | undefined {
  const text = lowering.textOf(node);
  if (!text.startsWith('System.') && !text.startsWith('Microsoft.') && !text.startsWith('global::'))
    return undefined;
  return /^[\w:.]+$/.test(text) ? text.replace(namespaces, '').replace(/^global::/, '') : undefined;
}
