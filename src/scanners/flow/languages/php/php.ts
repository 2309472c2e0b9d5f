import type { Statement } from '../../form/form.ts';
import { bladeCode, bladeFiles } from '../../templates/blade-code.ts';
import type { Files, Front, Lead } from '../front.ts';
import { Lowering } from '../lowering.ts';
import { nearestFirst } from '../nearest-first.ts';
import { expressions } from './expressions.ts';
import { included, shares } from './includes.ts';
import { isRewritten } from './names.ts';
import { statements } from './statements.ts';

/** PHP (https://www.php.net/manual/en/langref.php) as tree-sitter-php names its parts. */
export const php: Front = {
  language: 'php',
  grammarOf: () => 'php',
  codeOf: (file, text) => (bladeFiles.test(file) ? bladeCode(text) : text),
  lower(file, text, tree) {
    const lowering = new Lowering(file, text, { expressions, statements });
    const { result, locals } = lowering.scope.within(() => lowering.statement(tree));
    return { file, body: hoisted(result), locals };
  },
  nameOf: (file) => /([^/]+?)\.\w+$/.exec(file)?.[1] ?? file,
  methods: /\bfunction\s{1,8}&?\s{0,4}(\w{1,80})\s{0,8}\(/g,
  bases: /\b(?:class|interface|enum)\s[^{;]{0,200}?\b(?:extends|implements)\s([^{;]{1,300})/g,
  defines:
    /^[ \t]*(?:(?:abstract|final|readonly) ){0,3}(?:class|interface|trait|enum|function &?) ?(\w{1,80})/gm,
  leads,
  included,
  shares,
};

/** Functions and classes are there before the code around them runs, in blocks that see whether they are, too. */
function hoisted(body: readonly Statement[]): readonly Statement[] {
  const found: Statement[] = [];
  const without = (statements: readonly Statement[]): readonly Statement[] =>
    statements.flatMap((one): readonly Statement[] => {
      if (one.kind === 'function' || one.kind === 'class') {
        found.push(one);
        return [];
      }
      if (one.kind === 'block') return [{ ...one, body: without(one.body) }];
      return one.kind === 'if' ? [{ ...one, yes: without(one.yes), no: without(one.no) }] : [one];
    });
  const rest = without(body);
  return [...found, ...rest];
}

/** More of one name, and it is not known which is meant. */
const mostOfName = 4;

/** Classes and functions go by their simple names, wherever they are: the nearest first. */
function leads(path: string, from: string, files: Files): readonly Lead[] {
  const names = path.split('.');
  const [first = ''] = names;
  if (!/^[A-Za-z_]\w*$/.test(first) || isRewritten(first)) return [];
  const found = files.filesDefining(first);
  if (found.length > mostOfName) return [];
  return nearestFirst(found, from).map((file) => ({ file, names }));
}
