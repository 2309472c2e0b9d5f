import { aspxCode, aspxFiles } from '../../templates/aspx-code.ts';
import { razorCode, razorFiles } from '../../templates/razor-code.ts';
import type { Files, Front, Lead } from '../front.ts';
import { Lowering } from '../lowering.ts';
import { nearestFirst } from '../nearest-first.ts';
import { expressions } from './expressions.ts';
import { lowerPage } from './page.ts';
import { statements } from './statements.ts';

/**
 * C# (https://learn.microsoft.com/dotnet/csharp/language-reference/language-specification/grammar) as tree-sitter-c-sharp
 * names its parts.
 */
export const csharp: Front = {
  language: 'csharp',
  grammarOf: () => 'c-sharp',
  codeOf(file, text) {
    if (aspxFiles.test(file)) return aspxCode(text);
    return razorFiles.test(file) ? razorCode(text) : text;
  },
  lower(file, text, tree) {
    const lowering = new Lowering(file, text, { expressions, statements });
    if (aspxFiles.test(file) || razorFiles.test(file)) return lowerPage(file, tree, lowering);
    const { result: body, locals } = lowering.scope.within(() => lowering.statement(tree));
    return { file, body, locals };
  },
  // Parts of one class stand in `Page.cs`, `Page.Orders.cs`, `Page.aspx.cs`.
  nameOf: (file) => (file.endsWith('.cs') && file.slice(file.lastIndexOf('/') + 1).split('.', 1)[0]) || file,
  methods:
    /^[ \t]{1,16}(?:(?:public|protected|private|internal|static|virtual|override|sealed|async|abstract|partial|new) ){1,6}[\w<>[\],.?]{1,80}(?: [\w<>[\],.?]{1,80}){0,3} (\w{1,60})(?:<[\w, ]{1,40}>)?\(/gm,
  bases:
    /\b(?:class|record|struct|interface)\s+\w{1,80}(?:<[\w, ]{1,60}>)?(?:\([^(){};]{0,400}\))?\s*:\s*([^{;]{1,300})/g,
  defines: /\b(?:class|struct|record|interface|enum)\s+([A-Z]\w{0,80})/g,
  leads,
};

/** What controllers and pages have from their framework, and classes of .NET, whatever the project calls its own. */
const frameworkNames = new Set(
  'Request Response HttpContext Context Session Server User Url Html Path File Directory Process Uri Regex Task Convert Encoding String Console'.split(
    ' ',
  ),
);

/** More parts of one class, or classes of one name, are not looked through. */
const mostFiles = 3;

/** Classes go by their simple names: `Tools.Run` is `Run` of a class `Tools`, the nearest first. */
function leads(path: string, from: string, files: Files): readonly Lead[] {
  const names = path.split('.');
  const [first = ''] = names;
  if (!/^[A-Z]\w*$/.test(first) || frameworkNames.has(first)) return [];
  const found = new Set([...files.filesNamed(first), ...files.filesDefining(first)]);
  const nearest = nearestFirst(found, from);
  return nearest.slice(0, mostFiles).map((file) => ({ file, names }));
}
