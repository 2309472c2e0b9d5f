import type { Expression } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { named, self } from './names.ts';

/** In a text of one line the grammar takes `$name` for letters. */
const parts = /\\u[\da-fA-F]{4}|\\.|\$([A-Za-z_]\w*)/gs;

/** `"… $name ${value} …"`. A text without values is a constant. */
export function text(node: SyntaxNode, lowering: Lowering): Expression {
  const marks = node.type === 'multiline_string_literal' ? 3 : 1;
  const isRaw = marks === 3;
  const found: Expression[] = [];
  const addLetters = (start: number, end: number): void => {
    const letters = lowering.text.slice(start, end);
    if (letters !== '')
      found.push({ kind: 'constant', value: isRaw ? letters : unescapeText(letters), start, end });
  };
  const addPlain = (from: number, to: number): void => {
    let start = from;
    for (const { index, 0: whole, 1: name } of lowering.text.slice(from, to).matchAll(parts)) {
      if (name === undefined) continue;
      const at = from + index;
      addLetters(start, at);
      start = at + whole.length;
      const span = { start: at, end: start };
      found.push(name === 'this' ? self(lowering, span) : named(name, lowering, span));
    }
    addLetters(start, to);
  };
  let from = node.start + marks;
  for (const value of node.children.filter(({ type }) => type === 'interpolation')) {
    addPlain(from, value.start);
    found.push(lowering.expression(namedOf(value)[0]));
    from = value.end;
  }
  addPlain(from, Math.max(from, node.end - marks));
  const [only, second] = found;
  if (only === undefined) return { kind: 'constant', value: '', ...spanOf(node) };
  if (second === undefined && only.kind === 'constant') return { ...only, ...spanOf(node) };
  return { kind: 'text', parts: found, ...spanOf(node) };
}
