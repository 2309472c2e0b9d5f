import { scriptCode, scriptedFiles } from '../../templates/script-code.ts';
import type { Front } from '../front.ts';
import { Lowering } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { leads, moduleStart } from './modules.ts';
import { asPage } from './page.ts';
import { withServerActions } from './server-actions.ts';
import { statements } from './statements.ts';

/**
 * JavaScript and TypeScript as tree-sitter-typescript names their parts. Its TSX grammar takes JavaScript and JSX
 * alike; only `<Type>value` of TypeScript reads as an element there. Of pages it is what their scripts say.
 */
export const javascript: Front = {
  language: 'javascript',
  grammarOf: (file) => (/\.[cm]?ts$/.test(file) || scriptedFiles.test(file) ? 'typescript' : 'tsx'),
  codeOf: (file, text) => (scriptedFiles.test(file) ? scriptCode(file, text) : text),
  lower(file, text, tree) {
    const lowering = new Lowering(file, text, { expressions, statements });
    const { result, locals } = lowering.scope.within(() => {
      lowering.scope.declare('module');
      lowering.scope.declare('exports');
      return lowering.statement(tree);
    });
    const names = new Set([...locals, ...lowering.scope.assigned]);
    const body = scriptedFiles.test(file) ? asPage(result) : withServerActions(text, result);
    return { file, body: [...moduleStart(), ...body], locals: names };
  },
  nameOf: (file) => file.slice(file.lastIndexOf('/') + 1).replace(/(?<=.)\.\w+$/, ''),
  methods:
    /^[ \t]{1,12}(?:(?:async|static|public|private|protected) ){0,3}(\w{1,60})\([^)\n]{0,200}\)[^;{\n]{0,80}\{$/gm,
  bases: /\bclass\s\w{1,80}[^{\n]{0,80}?\b(?:extends|implements)\s([^{\n]{1,200})/g,
  leads,
};
