import { posix } from 'node:path';
import type { Statement } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { plainText } from './text.ts';

/** `import a.b` binds `a`; `import a.b as c` binds `c`; `from .a import b` binds `b`. */
export function importsOf(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const module = fieldOf(node, 'module_name');
  const from = module === undefined ? undefined : absolute(lowering.textOf(module), lowering.file);
  const names = fieldsOf(node, 'name').map((item): Statement => {
    const aliased = item.type === 'aliased_import';
    const path = plainText(aliased ? fieldOf(item, 'name') : item, lowering);
    const bound = aliased ? plainText(fieldOf(item, 'alias'), lowering) : undefined;
    const name = bound ?? (from === undefined ? (path.split('.')[0] ?? path) : path);
    const whole = from === undefined ? (bound === undefined ? name : path) : join(from, path);
    lowering.scope.declare(name);
    return { kind: 'import', name, path: whole, ...spanOf(item) };
  });
  if (from !== undefined && childOf(node, 'wildcard_import') !== undefined)
    return [{ kind: 'import', name: '*', path: from, ...spanOf(node) }];
  return names;
}

const join = (from: string, name: string) => (from === '' ? name : `${from}.${name}`);

/** `.a` from `pkg/module.py` is `pkg.a`. */
function absolute(name: string, file: string): string {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  if (dots === 0) return name;
  let folder = posix.dirname(file);
  for (let up = 1; up < dots; up += 1) folder = posix.dirname(folder);
  const base = folder === '.' ? '' : folder.replaceAll('/', '.');
  return [base, name.slice(dots)].filter((part) => part !== '').join('.');
}
