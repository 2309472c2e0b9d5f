import { jspCode, jspFiles } from '../../templates/jsp-code.ts';
import type { Files, Front, Lead } from '../front.ts';
import { Lowering } from '../lowering.ts';
import { nearestFirst } from '../nearest-first.ts';
import { expressions } from './expressions.ts';
import { lowerPage } from './page.ts';
import { statements } from './statements.ts';

/** Java (https://docs.oracle.com/javase/specs/jls/se21/html/jls-19.html) as tree-sitter-java names its parts. */
export const java: Front = {
  language: 'java',
  grammars: ['java'],
  grammarOf: () => 'java',
  codeOf: (file, text) => (jspFiles.test(file) ? jspCode(text) : text),
  lower(file, text, tree) {
    const lowering = new Lowering(file, text, { expressions, statements });
    if (jspFiles.test(file)) return lowerPage(file, tree, lowering);
    const { result: body, locals } = lowering.scope.within(() => lowering.statement(tree));
    return { file, body, locals };
  },
  nameOf: (file) => /([^/]+)\.java$/.exec(file)?.[1] ?? file,
  methods:
    /^[ \t]{1,16}(?:(?:public|protected|private|static|final|synchronized|abstract) ){1,4}[\w<>[\],.?]{1,80}(?: [\w<>[\],.?]{1,80}){0,3} (\w{1,60})\(/gm,
  bases: /\b(?:class|interface|record|enum)\s\w{1,80}[^{;]{0,120}?\b(?:extends|implements)\s([^{;]{1,300})/g,
  speaksOf: () => /\b([A-Z]\w*)/g,
  findsByName: true,
  leads,
};

/** Classes go by their simple names: `Tools.run` is `run` of the class in `Tools.java`, the nearest if there are more. */
function leads(path: string, from: string, files: Files): readonly Lead[] {
  const names = path.split('.');
  const [first = ''] = names;
  if (!/^[A-Z]\w*$/.test(first)) return [];
  const found = files.filesNamed(first);
  const nearest = nearestFirst(found, from);
  return nearest.slice(0, 1).map((file) => ({ file, names }));
}
