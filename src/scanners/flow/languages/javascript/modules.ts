import { posix } from 'node:path';
import type { Expression, Statement } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import type { Files, Lead } from '../front.ts';
import { type Lowering, spanOf } from '../lowering.ts';

/**
 * A module by what it is named in the code: a package by its name, a file of the repository as `<its path>`. Both of
 * Node's clients for HTTP are one, since code picks one of them by the address.
 */
export function modulePath(name: string, file: string): string {
  if (name.startsWith('.')) return `<${posix.join(posix.dirname(file), name)}>`;
  const bare = name.replace(/^node:/, '');
  return bare === 'https' ? 'http' : bare;
}

/** `import a, { b as c } from 'm'`. */
export function importsOf(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const source = fieldOf(node, 'source');
  const clause = childOf(node, 'import_clause');
  if (source === undefined || clause === undefined) return [];
  const path = modulePath(lowering.text.slice(source.start + 1, source.end - 1), lowering.file);
  const bind = (name: SyntaxNode, from: string): Statement => {
    lowering.scope.declare(lowering.textOf(name));
    return { kind: 'import', name: lowering.textOf(name), path: from, ...spanOf(name) };
  };
  return namedOf(clause).flatMap((part): readonly Statement[] => {
    if (part.type === 'identifier') return [bind(part, path.startsWith('<') ? `${path}.default` : path)];
    if (part.type === 'namespace_import') return namedOf(part).map((name) => bind(name, path));
    return namedOf(part).flatMap((item) => {
      const name = fieldOf(item, 'name');
      return name === undefined
        ? []
        : [bind(fieldOf(item, 'alias') ?? name, `${path}.${lowering.textOf(name)}`)];
    });
  });
}

/** `export …` puts what is declared into `exports`. */
export function exportsOf(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const declaration = fieldOf(node, 'declaration');
  const value = fieldOf(node, 'value');
  if (value !== undefined) return [exported('default', lowering.expression(value), node)];
  if (declaration === undefined) return clauseExports(node, lowering);
  const statements = lowering.statement(declaration);
  const isDefault = childOf(node, 'default') !== undefined;
  const names = statements.flatMap(namesOf);
  return [
    ...statements,
    ...names.map((name) =>
      exported(isDefault ? 'default' : name, { kind: 'name', name, ...spanOf(node) }, node),
    ),
  ];
}

function clauseExports(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const source = fieldOf(node, 'source');
  const from = source && modulePath(lowering.text.slice(source.start + 1, source.end - 1), lowering.file);
  return namedOf(childOf(node, 'export_clause')).flatMap((item) => {
    const name = fieldOf(item, 'name');
    if (name === undefined) return [];
    const own = lowering.textOf(name);
    const path = from === undefined ? own : `require:${from}.${own}`;
    const alias = fieldOf(item, 'alias');
    return [
      exported(
        alias === undefined ? own : lowering.textOf(alias),
        { kind: 'name', name: path, ...spanOf(item) },
        item,
      ),
    ];
  });
}

function namesOf(statement: Statement): readonly string[] {
  if (statement.kind === 'function' || statement.kind === 'class') return [statement.form.name];
  if (statement.kind !== 'expression' || statement.value.kind !== 'assign') return [];
  const { target } = statement.value;
  return target.kind === 'name' ? [target.name] : [];
}

function exported(name: string, value: Expression, node: SyntaxNode): Statement {
  const span = spanOf(node);
  const object: Expression = { kind: 'name', name: 'exports', ...span };
  return {
    kind: 'expression',
    value: { kind: 'assign', target: { kind: 'member', object, name, ...span }, value, ...span },
    ...span,
  };
}

/** What every module begins with: `exports`, which is `module.exports` too. */
export function moduleStart(): readonly Statement[] {
  const span = { start: 0, end: 0 };
  const set = (name: string, value: Expression): Statement => ({
    kind: 'expression',
    value: { kind: 'assign', target: { kind: 'name', name, ...span }, value, ...span },
    ...span,
  });
  return [
    set('exports', { kind: 'map', entries: [], ...span }),
    set('module', {
      kind: 'map',
      entries: [
        {
          key: { kind: 'constant', value: 'exports', ...span },
          value: { kind: 'name', name: 'exports', ...span },
        },
      ],
      ...span,
    }),
  ];
}

const endings = [
  '',
  '.js',
  '.ts',
  '.tsx',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '/index.js',
  '/index.ts',
  '/index.tsx',
];

/** `<lib/a>.b` is `b` of what `lib/a.js` exports; `@/lib/a.b` may be as well, where that is no package. */
export function leads(path: string, from: string, files: Files): readonly Lead[] {
  const found = /^<([^<>]+)>(?:\.(.*))?$/s.exec(path);
  if (found?.[1] !== undefined) return leadsTo(fileOf(found[1], files), found[2]);
  if (!path.includes('/')) return [];
  for (const [base, names] of splits(path)) {
    const file = aliased(base, from, files);
    if (file !== undefined) return leadsTo(file, names);
  }
  return [];
}

function leadsTo(file: string | undefined, path: string | undefined): readonly Lead[] {
  if (file === undefined) return [];
  const names = path?.split('.') ?? [];
  const start = ['module', 'exports'];
  const whole = names[0] === 'default' ? [{ file, names: [...start, ...names.slice(1)] }] : [];
  return [{ file, names: [...start, ...names] }, ...whole];
}

function fileOf(base: string, files: Files): string | undefined {
  const source = base.replace(/\.[cm]?js$/, '');
  return [...endings.map((end) => base + end), `${source}.ts`, `${source}.tsx`].find((one) => files.has(one));
}

/** A name of a file may hold dots, as what follows it does: the shortest first. */
function* splits(path: string): Generator<readonly [string, string | undefined]> {
  const last = path.lastIndexOf('/');
  for (let dot = path.indexOf('.', last); dot !== -1; dot = path.indexOf('.', dot + 1))
    yield [path.slice(0, dot), path.slice(dot + 1)];
  yield [path, undefined];
}

/** Folders that settings such as `paths` of tsconfig.json let the names begin at. */
const roots = ['', 'src/', 'app/'];

/**
 * A file by the name that settings give it: `@/lib/a`, `~/lib/a`, `src/lib/a`, `@lib/a`. The settings are not read: the
 * nearest folder around the file that has such a file is meant.
 */
function aliased(base: string, from: string, files: Files): string | undefined {
  const rest = base.replace(/^[@~#$]\/?/, '');
  if (!isAnywhere(rest, files)) return undefined;
  let folder = from;
  do {
    folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
    for (const root of roots) {
      const file = fileOf(`${folder === '' ? '' : `${folder}/`}${root}${rest}`, files);
      if (file !== undefined && file !== from) return file;
    }
  } while (folder !== '');
  return undefined;
}

/** Whether any folder has such a file. Most names are those of packages: they would be asked for in every folder. */
function isAnywhere(base: string, files: Files): boolean {
  const last = posix.basename(base);
  const names = [last, last.replace(/\.\w+$/, '')];
  return names.some((name) => files.filesNamed(name).length > 0) || files.foldersNamed(last).length > 0;
}
