import { posix } from 'node:path';
import { kotlinFiles } from '../../flow-files.ts';
import { jspCode, jspFiles } from '../../templates/jsp-code.ts';
import type { Files, Front, Lead } from '../front.ts';
import { lowerKotlin } from '../kotlin/lower-kotlin.ts';
import { Lowering } from '../lowering.ts';
import { nearestFirst } from '../nearest-first.ts';
import { expressions } from './expressions.ts';
import { lowerPage } from './page.ts';
import { statements } from './statements.ts';

/**
 * Java (https://docs.oracle.com/javase/specs/jls/se21/html/jls-19.html) as tree-sitter-java names its parts, and Kotlin,
 * which calls the same libraries: classes of both stand side by side in one project.
 */
export const java: Front = {
  language: 'java',
  grammarOf: (file) => (kotlinFiles.test(file) ? 'kotlin' : 'java'),
  codeOf: (file, text) => (jspFiles.test(file) ? jspCode(text) : text),
  lower(file, text, tree) {
    if (kotlinFiles.test(file)) return lowerKotlin(file, text, tree);
    const lowering = new Lowering(file, text, { expressions, statements });
    if (jspFiles.test(file)) return lowerPage(file, tree, lowering);
    const { result: body, locals } = lowering.scope.within(() => lowering.statement(tree));
    return { file, body, locals };
  },
  nameOf: (file) => /([^/]+)\.(?:java|kt)$/.exec(file)?.[1] ?? file,
  methods:
    /(?:^[ \t]{1,16}(?:(?:public|protected|private|static|final|synchronized|abstract) ){1,4}[\w<>[\],.?]{1,80}(?: [\w<>[\],.?]{1,80}){0,3}|\bfun(?: <[^<>]{1,80}>)?) (?:[\w<>?]{1,80}\.)?(\w{1,60})\(/gm,
  bases:
    /\b(?:class|interface|record|enum|object)\s\w{1,80}\b(?:[^{;]{0,120}?\b(?:extends|implements)\s|[^{;:]{0,20}:\s|[^{;]{0,300}?\)\s?:\s)([^{;]{1,300})/g,
  defines:
    /^(?:[a-z]{1,12} ){0,4}(?:fun (?:<[^<>]{1,80}> )?(?:[\w<>?]{1,80}\.)?|(?:class|object|interface) )(\w{1,80})/gm,
  included,
  leads,
};

/** Beside the page, or from the root of the application, which is one of the folders around it. */
function included(path: string, from: string, files: Files): readonly string[] {
  if (!path.startsWith('/')) return [posix.join(posix.dirname(from), path)].filter((file) => files.has(file));
  let folder = from;
  do {
    folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
    const file = posix.normalize(`${folder}${path}`).replace(/^\//, '');
    if (files.has(file)) return [file];
  } while (folder !== '');
  return [];
}

/** Classes go by their simple names: `Tools.run` is `run` of the class in `Tools.java`, the nearest if there are more. */
function leads(path: string, from: string, files: Files): readonly Lead[] {
  const names = path.split('.');
  const [first = ''] = names;
  const isFunction = names.length === 1 && kotlinFiles.test(from) && /^[a-z]\w*$/.test(first);
  if (!isFunction && !/^[A-Z]\w*$/.test(first)) return [];
  const named = isFunction ? [] : files.filesNamed(first);
  // A file of Kotlin may hold more than what it is called after.
  const found = named.length === 0 && kotlinFiles.test(from) ? files.filesDefining(first) : named;
  const nearest = nearestFirst(found, from);
  return nearest.slice(0, 1).map((file) => ({ file, names }));
}
