/** A node of a syntax tree, out of the parser's memory. */
export interface SyntaxNode {
  readonly type: string;
  /** The role it has in its parent; empty where it has none. */
  readonly field: string;
  readonly named: boolean;
  /** UTF-16 units of the file's text. */
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

const none: readonly SyntaxNode[] = [];

export function fieldOf(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  return node?.children.find((child) => child.field === field);
}

export function fieldsOf(node: SyntaxNode | undefined, field: string): readonly SyntaxNode[] {
  return node?.children.filter((child) => child.field === field) ?? none;
}

/** Without punctuation, key words and comments. */
export function namedOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.children.filter((child) => child.named && !isComment(child)) ?? none;
}

export function childOf(node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode | undefined {
  return node?.children.find(({ type }) => types.includes(type));
}

function isComment({ type }: SyntaxNode): boolean {
  return type === 'comment' || type === 'line_comment' || type === 'block_comment';
}
