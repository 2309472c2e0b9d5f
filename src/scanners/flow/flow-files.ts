import type { LanguageName } from './rules/flow-rule.ts';
import { templateFiles } from './templates/raw-outputs.ts';

/** Files of the languages through which data is followed. */
export const flowFiles: Readonly<Record<LanguageName, RegExp>> = {
  python: /\.pyw?$/i,
  java: /\.java$/i,
  javascript: /\.(?:[cm]?[jt]s|[jt]sx)$/i,
};

/** What a test does with a request harms nobody. The same names as `ignores` in the rules for syntax. */
const tests: Readonly<Record<LanguageName, RegExp>> = {
  python: /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:tests?|test_[^/]*|[^/]*_test|conftest)\.py$/,
  java: /(?:^|\/)src\/(?:[^/]*Test|test|testFixtures)\/|(?:Test|Tests|TestCase|IT)\.java$/,
  javascript:
    /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|cypress)\/|\.(?:test|spec|e2e|cy)\.(?:[cm]?[jt]s|[jt]sx)$/,
};

export function isFlowFile(file: string): boolean {
  const language = languageOf(file);
  return language !== undefined && !tests[language].test(file) && !/\.d\.[cm]?ts$|\.min\.js$/i.test(file);
}

function languageOf(file: string): LanguageName | undefined {
  return (['python', 'java', 'javascript'] as const).find((name) => flowFiles[name].test(file));
}

/** Code, and the templates that it may fill in. */
export function isReadByFlow(file: string): boolean {
  return isFlowFile(file) || templateFiles.test(file);
}
