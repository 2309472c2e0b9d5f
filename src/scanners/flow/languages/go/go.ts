import { posix } from 'node:path';
import type { Files, Front, Lead } from '../front.ts';
import { Lowering } from '../lowering.ts';
import { lowerFile } from './declarations.ts';
import { expressions } from './expressions.ts';
import { isStandard, packageIn } from './packages.ts';
import { statements } from './statements.ts';

/** Go (https://go.dev/ref/spec) as tree-sitter-go names its parts. */
export const go: Front = {
  language: 'go',
  grammarOf: () => 'go',
  lower(file, text, tree) {
    const lowering = new Lowering(file, text, { expressions, statements });
    const { result: body, locals } = lowering.scope.within(() => lowerFile(tree, lowering));
    return { file, body, locals };
  },
  nameOf: (file) => posix.basename(posix.dirname(file)),
  methods: /^func \([^)\n]{1,120}\) (\w{1,80})\(/gm,
  stores: /^\t+(\w{1,80}):\s+(?:func\(|(?:\w+(?:\{\})?\.)?\w+,?\s*$)/gm,
  bases: /^\b$/gm,
  declared,
  leads,
};

/** Names that a file gives to its package, methods as `Type.Method`. */
function declared(text: string): readonly string[] {
  const names: string[] = [];
  for (const [, receiver, name = ''] of text.matchAll(
    /^func(?: \([^()\n]{0,80}?(\w{1,80})(?:\[[^\]\n]{0,80}\])?\))? (\w{1,80})/gm,
  ))
    names.push(receiver === undefined ? name : `${receiver}.${name}`);
  for (const [, name = ''] of text.matchAll(/^(?:type|var|const) (\w{1,80})/gm)) names.push(name);
  for (const [, group = ''] of text.matchAll(/^(?:type|var|const) \(\n(.*?)^\)/gms))
    for (const [, name = ''] of group.matchAll(/^\t(\w{1,80})/gm)) names.push(name);
  return names;
}

/**
 * `foo/bar/models.Find` is `Find` of the package in the folder that the path ends with, `foo/bar/models:User#.Name` a
 * member of a type, a name alone something of the same package. A method may stand in another file than its type.
 */
function leads(path: string, from: string, files: Files): readonly Lead[] {
  const found = /^(?:([^.:\s()[\]]*)([.:]))?(\w+)#?((?:\.\w+)*)$/.exec(path);
  if (found === null) return [];
  const [, name, divider, first = '', others = ''] = found;
  const folder = name === undefined ? posix.dirname(from) : folderOf(name, files);
  if (folder === undefined) return [];
  const rest = others.split('.').slice(1);
  const type = `${packageIn(folder)}:${first}`;
  const [member] = rest;
  const methods = member === undefined ? [] : files.declaring(folder, `${first}.${member}`);
  return [
    ...methods.map((file) => ({ file, names: [type, ...rest] })),
    ...files
      .declaring(folder, first)
      .flatMap((file) => [
        ...(divider === ':' ? [] : [{ file, names: [first, ...rest] }]),
        { file, names: [type, ...rest] },
      ]),
  ];
}

/** The folder with the longest end of the package's path; the module's name, before it, is not known. */
function folderOf(name: string, files: Files): string | undefined {
  if (name === '') return '.';
  if (isStandard(name) && !files.foldersNamed(posix.basename(name)).includes(name)) return undefined;
  let best: string | undefined;
  let most = 0;
  for (const folder of files.foldersNamed(posix.basename(name))) {
    const length = sharedEnd(packageIn(folder), name);
    if (length > most) [best, most] = [folder, length];
  }
  return best;
}

/** In whole parts of the path; all of the folder's, or none where a part differs that both have. */
function sharedEnd(folder: string, name: string): number {
  const [own, sought] = [folder, name].map((path) => path.split('/').reverse());
  let length = 0;
  while (own?.[length] !== undefined && own[length] === sought?.[length]) length += 1;
  return length;
}
