import type { LanguageName } from './rules/flow-rule.ts';

/** Files of the languages through which data is followed. */
export const flowFiles: Readonly<Record<LanguageName, RegExp>> = {
  python: /\.py$/,
  java: /\.java$/,
  javascript: /\.(?:[cm]?[jt]s|[jt]sx)$/,
};

export function isFlowFile(file: string): boolean {
  return (
    Object.values(flowFiles).some((pattern) => pattern.test(file)) && !/\.d\.[cm]?ts$|\.min\.js$/.test(file)
  );
}
