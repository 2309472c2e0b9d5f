import type { SyntaxNode } from '../../syntax/syntax-node.ts';

/** A tree without what the grammar gets wrong of everyday code. */
export function mended(node: SyntaxNode, text: string): SyntaxNode {
  const children = withAnnotations(node.children.map((child) => mended(child, text)));
  return classOf(callWithType(prefixOutside({ ...node, children }), text), text);
}

/** What binds more tightly than what stands before it. */
const chains = new Set(['call_expression', 'navigation_expression', 'index_expression']);

/**
 * It takes `!text.matches(pattern)` for a call on `!text`; what stands before a chain belongs to all of it
 * (https://kotlinlang.org/spec/expressions.html#introduction).
 */
function prefixOutside(node: SyntaxNode): SyntaxNode {
  const [first, ...others] = node.children;
  const operand = first?.type === 'unary_expression' ? first.children.at(-1) : undefined;
  if (!chains.has(node.type) || first === undefined || operand?.named !== true) return node;
  const { field, end } = node;
  const children = [{ ...operand, field: '' }, ...others];
  const inner = { ...node, field: 'argument', start: operand.start, children };
  return { ...first, field, end, children: [...first.children.slice(0, -1), inner] };
}

/**
 * It takes `list.first<Item>(name)` for two comparisons; Kotlin reads a call wherever one can stand
 * (https://kotlinlang.org/spec/syntax-and-grammar.html#syntax-grammar).
 */
function callWithType(node: SyntaxNode, text: string): SyntaxNode {
  const [compared, greater, after] = node.children;
  const [callee, less, type] = compared?.type === 'binary_expression' ? compared.children : [];
  if (node.type !== 'binary_expression' || greater?.type !== '>' || less?.type !== '<') return node;
  if (after === undefined || callee === undefined || type === undefined) return node;
  if (!/^[A-Z]/.test(text.slice(type.start, type.end))) return node;
  const call = calledWith(callee, after);
  return call === undefined ? node : { ...call, field: node.field };
}

/** `after` with its brackets as the arguments of a call; undefined where it does not begin with any. */
function calledWith(callee: SyntaxNode, after: SyntaxNode): SyntaxNode | undefined {
  const [first, ...others] = after.children;
  if (first === undefined) return undefined;
  if (after.type === 'parenthesized_expression') {
    const children = after.children.map((child) =>
      child.named
        ? { ...child, type: 'value_argument', field: '', children: [{ ...child, field: '' }] }
        : child,
    );
    const values = { ...after, type: 'value_arguments', field: '', children };
    const start = callee.start;
    return { ...after, type: 'call_expression', start, children: [{ ...callee, field: '' }, values] };
  }
  const inner = chains.has(after.type) ? calledWith(callee, first) : undefined;
  return inner && { ...after, start: inner.start, children: [inner, ...others] };
}

/** After an annotation it takes `class Name { … }` for a call between two names. */
function classOf(node: SyntaxNode, text: string): SyntaxNode {
  const [annotation, inner] = node.children;
  if (node.type !== 'annotated_expression' || inner === undefined) return node;
  const own = annotationsIn(node);
  const modifiers = { ...node, type: 'modifiers', end: inner.start, children: own };
  if (declarations.has(inner.type)) {
    const [known, ...others] = inner.children;
    const isKnown = known?.type === 'modifiers';
    const all = { ...modifiers, children: isKnown ? [...own, ...known.children] : own };
    const children = [all, ...(isKnown ? others : inner.children)];
    return { ...inner, start: annotation?.start ?? node.start, children };
  }
  const [word, name, body] = inner.type === 'infix_expression' ? inner.children : [];
  if (word === undefined || name === undefined || body?.type !== 'lambda_literal') return node;
  if (!/^(?:class|interface|object)$/.test(text.slice(word.start, word.end))) return node;
  const members = { ...body, type: 'class_body' };
  return {
    ...node,
    type: 'class_declaration',
    children: [modifiers, { ...name, field: 'name' }, members],
  };
}

/** It takes annotations with arguments for an expression of their own, before the class that they belong to. */
function withAnnotations(nodes: readonly SyntaxNode[]): readonly SyntaxNode[] {
  return nodes.map((node, index) => {
    const before = nodes[index - 1];
    if (before?.type !== 'annotated_expression' || !declarations.has(node.type)) return node;
    const { start, end } = before;
    const modifiers = { ...before, type: 'modifiers', start, end, children: annotationsIn(before) };
    return { ...node, children: [modifiers, ...node.children] };
  });
}

const declarations = new Set(['class_declaration', 'object_declaration', 'function_declaration']);

function annotationsIn({ children }: SyntaxNode): readonly SyntaxNode[] {
  return children.flatMap((child) => {
    if (child.type === 'annotation') return [child];
    return child.type === 'annotated_expression' ? annotationsIn(child) : [];
  });
}
