import type { SyntaxNode } from '../../syntax/syntax-node.ts';

/** The tree with the text of each heredoc where it is meant, instead of after the line. */
export function withHeredocs(tree: SyntaxNode): SyntaxNode {
  const bodies = bodiesIn(tree);
  if (bodies.length === 0) return tree;
  let next = 0;
  const place = (node: SyntaxNode): SyntaxNode => {
    if (node.type === 'heredoc_beginning') {
      const body = bodies[next];
      next += 1;
      return { ...node, children: body === undefined ? [] : body.children };
    }
    const children = node.children.filter(({ type }) => type !== 'heredoc_body');
    return { ...node, children: children.map(place) };
  };
  return place(tree);
}

/** In the order in which they begin. */
function bodiesIn(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.flatMap((child) => (child.type === 'heredoc_body' ? [child] : bodiesIn(child)));
}
