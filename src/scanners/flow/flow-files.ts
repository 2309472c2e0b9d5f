import { isTestCode } from '../test-code.ts';
import type { LanguageName } from './rules/flow-rule.ts';
import { templateFiles } from './templates/raw-outputs.ts';

/** Files of the languages through which data is followed. */
export const flowFiles: Readonly<Record<LanguageName, RegExp>> = {
  python: /\.pyw?$/i,
  java: /\.java$/i,
  php: /\.(?:php\d?|phtml|inc|module)$/i,
  csharp: /\.cs$/i,
  javascript: /\.(?:[cm]?[jt]s|[jt]sx)$/i,
};

export function isFlowFile(file: string): boolean {
  const isCode = Object.values(flowFiles).some((pattern) => pattern.test(file));
  return isCode && !isTestCode(file) && !/\.d\.[cm]?ts$|\.min\.js$/i.test(file);
}

/** Code, and the templates that it may fill in. */
export function isReadByFlow(file: string): boolean {
  return isFlowFile(file) || templateFiles.test(file);
}
