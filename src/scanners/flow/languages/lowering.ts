import type { Argument, Expression, Statement } from '../form/form.ts';
import { namedOf, type SyntaxNode } from '../syntax/syntax-node.ts';
import { Scope } from './scope.ts';

type Handler<Result> = (node: SyntaxNode, lowering: Lowering) => Result;

/** How a language's nodes are lowered, by their type. What is in neither table keeps its parts. */
export interface Grammar {
  readonly expressions: Readonly<Record<string, Handler<Expression>>>;
  readonly statements: Readonly<Record<string, Handler<readonly Statement[]>>>;
}

/** A file on its way from the syntax tree to the form. */
export class Lowering {
  readonly scope = new Scope();
  readonly text: string;
  readonly file: string;
  /** What the file imports, by the names that it gives it. */
  readonly imports = new Map<string, string>();
  readonly #grammar: Grammar;

  constructor(file: string, text: string, grammar: Grammar) {
    this.file = file;
    this.text = text;
    this.#grammar = grammar;
  }

  textOf({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.text.slice(start, end);
  }

  expression(node: SyntaxNode | undefined): Expression {
    if (node === undefined) return { kind: 'other', parts: [], start: 0, end: 0 };
    const handler = this.#grammar.expressions[node.type];
    if (handler !== undefined) return handler(node, this);
    return { kind: 'other', parts: namedOf(node).map((part) => this.expression(part)), ...spanOf(node) };
  }

  expressions(nodes: readonly SyntaxNode[]): readonly Expression[] {
    return nodes.map((node) => this.expression(node));
  }

  arguments(nodes: readonly SyntaxNode[]): readonly Argument[] {
    return nodes.map((node) => ({ value: this.expression(node) }));
  }

  statement(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined) return [];
    const handler = this.#grammar.statements[node.type];
    if (handler !== undefined) return handler(node, this);
    return [{ kind: 'expression', value: this.expression(node), ...spanOf(node) }];
  }

  statements(nodes: readonly SyntaxNode[]): readonly Statement[] {
    return nodes.flatMap((node) => this.statement(node));
  }
}

export function spanOf({ start, end }: SyntaxNode): { readonly start: number; readonly end: number } {
  return { start, end };
}
