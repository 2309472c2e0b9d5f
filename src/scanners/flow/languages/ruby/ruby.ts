import type { Files, Front, Lead } from '../front.ts';
import { Lowering } from '../lowering.ts';
import { nearestFirst } from '../nearest-first.ts';
import { lowerProgram } from './classes.ts';
import { erbCode } from './erb-code.ts';
import { expressions } from './expressions.ts';
import { hamlCode } from './haml-code.ts';
import { withHeredocs } from './heredocs.ts';
import { isView } from './is-view.ts';
import { isOfLibrary, lastName } from './names.ts';
import { slimCode } from './slim-code.ts';
import { statements } from './statements.ts';
import { lowerView, viewName } from './views.ts';

/** Ruby (https://docs.ruby-lang.org/en/master/syntax_rdoc.html) as tree-sitter-ruby names its parts, and its templates. */
export const ruby: Front = {
  language: 'ruby',
  grammarOf: () => 'ruby',
  codeOf,
  lower(file, text, tree) {
    const lowering = new Lowering(file, text, { expressions, statements });
    const whole = withHeredocs(tree);
    return isView(file) ? lowerView(file, whole, lowering) : lowerProgram(file, whole, lowering);
  },
  nameOf: (file) => viewName(file) ?? className(file),
  methods: /^[ \t]{0,80}(?:\w{1,40} )?def (?:self\.)?(\w{1,80}[?!]?)/gm,
  bases:
    /^[ \t]{0,80}(?:class [\w:]{1,200} ?< ?|include |extend |prepend )([A-Z][\w:]{0,200}(?:, [A-Z][\w:]{0,200}){0,20})/gm,
  defines:
    /^[ \t]{0,80}(?:(?:class|module) (?:\w{1,80}::){0,8})?([A-Z]\w{0,80})(?=[ \t]*(?:$|[<;#]|=[^=~>]))/gm,
  leads,
};

function codeOf(file: string, text: string): string {
  if (file.endsWith('.erb')) return erbCode(file, text);
  if (file.endsWith('.haml')) return hamlCode(text);
  return file.endsWith('.slim') ? slimCode(text) : text;
}

/** `user_account.rb` has `UserAccount` by custom. */
function className(file: string): string {
  const name = /([^/]+?)\.\w+$/.exec(file)?.[1] ?? file;
  return name.replaceAll(/(?:^|_)([a-z\d])/g, (_all, letter: string) => letter.toUpperCase());
}

/** More of one name, and it is not known which is meant. */
const mostOfName = 4;

function leads(path: string, from: string, files: Files): readonly Lead[] {
  if (path.startsWith('view:')) {
    const views = files.filesNamed(path.slice('view:'.length));
    return nearestFirst(views, from).map((file) => ({ file, names: ['view'] }));
  }
  const [first = '', ...names] = path.split('.');
  if (!/^(?:::)?[A-Z]\w*(?:::[A-Z]\w*)*$/.test(first) || isOfLibrary(first)) return [];
  const name = lastName(first);
  const found = filesOf(first.replace(/^::/, ''), name, files);
  return found.length > mostOfName
    ? []
    : nearestFirst(found, from).map((file) => ({ file, names: [name, ...names] }));
}

/** `A::B` is in `a/b.rb`, or where there is an `A` as well. */
function filesOf(path: string, name: string, files: Files): readonly string[] {
  const found = files.filesDefining(name);
  const around = path.split('::').at(-2);
  if (around === undefined) return found;
  const end = `/${path.split('::').map(underscored).join('/')}.rb`;
  const exact = found.filter((file) => `/${file}`.endsWith(end));
  if (exact.length > 0) return exact;
  const owners = new Set(files.filesDefining(around));
  return found.filter((file) => owners.has(file) || file.includes(`/${underscored(around)}/`));
}

const underscored = (name: string) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
