import type { ModuleForm, Statement } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { Lowering, spanOf } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { nameOf } from './functions.ts';
import { mended } from './mended.ts';
import { statements } from './statements.ts';

/** Kotlin (https://kotlinlang.org/spec/syntax-and-grammar.html) as tree-sitter-kotlin names its parts. */
export function lowerKotlin(file: string, text: string, parsed: SyntaxNode): ModuleForm {
  const tree = mended(parsed, text);
  const lowering = new Lowering(file, text, { expressions, statements });
  const { result, locals } = lowering.scope.within(() => {
    // Functions of a file may be called above where they stand.
    for (const node of namedOf(tree))
      if (node.type === 'function_declaration') lowering.scope.declare(nameOf(node, lowering));
    return lowering.statement(tree);
  });
  return { file, body: [...result, ...extensionsOf(result, tree)], locals };
}

/** Functions that are called as methods of what they extend are looked for among those of classes. */
function extensionsOf(body: readonly Statement[], tree: SyntaxNode): readonly Statement[] {
  const methods = new Map(
    body.flatMap((one) =>
      one.kind === 'function' && one.form.extends === true ? [[one.form.name, one.form] as const] : [],
    ),
  );
  if (methods.size === 0) return [];
  const form = { name: '', bases: [], annotations: [], methods, fields: [], classes: [], ...spanOf(tree) };
  return [{ kind: 'class', form, ...spanOf(tree) }];
}
