import { kindOf } from './ast-grep-languages.ts';

const javascript =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__fixtures__|mocks|integration-tests|e2e|cypress)\/|\.(?:test|spec|e2e|cy)\.(?:[cm]?[jt]s|[jt]sx)$/;
const python = /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:tests?|test_[^/]*|[^/]*_test|conftest)\.py$/;
const kotlin =
  /(?:^|\/)(?:src\/(?:[^/]*Test|test|testFixtures)|(?:common|jvm|js|native)\/test|[^/]*-tests?)\/|Tests?\.kt$/;
const javaResource = /(?:^|\/)src\/(?:[^/]*Test|test|testFixtures)\//;
const data = /(?:^|\/)(?:tests?|testdata)\//;
const shell = /(?:^|\/)(?:tests?|testdata|[^/]*\.Tests?)\//;

/**
 * Folders and names of tests, by the extension of the file. The rules in `rules/` have the same as `ignores`, and so
 * pass over them: what a test switches off, or does with a request, harms nobody.
 */
const tests: Readonly<Record<string, RegExp>> = {
  Dockerfile: data,
  bash: shell,
  AndroidManifest: /(?:^|\/)(?:src\/(?:[^/]*Test|test|debug)|[^/]*-tests?)\//,
  MapperXml: javaResource,
  WebConfig: data,
  cjs: javascript,
  cs: /(?:^|\/)(?:tests?|Tests|[^/]*\.(?:Tests?|UnitTests|IntegrationTests|FunctionalTests))\/|Tests?\.cs$/,
  cts: javascript,
  go: /(?:^|\/)(?:tests?|testdata)\/|_test\.go$/,
  java: /(?:^|\/)src\/(?:[^/]*Test|test|testFixtures)\/|(?:Test|Tests|TestCase|IT)\.java$/,
  hcl: data,
  htm: javascript,
  html: javascript,
  js: javascript,
  jsp: javaResource,
  jspf: javaResource,
  jspx: javaResource,
  jsx: javascript,
  ksh: shell,
  kt: kotlin,
  kts: kotlin,
  mjs: javascript,
  mts: javascript,
  php: /(?:^|\/)(?:tests?|Tests)\/|(?:Test|TestCase)\.php$/,
  py: python,
  pyi: python,
  pyw: python,
  rb: /(?:^|\/)(?:spec|test)\/|_(?:spec|test)\.rb$/,
  sh: shell,
  svelte: javascript,
  tag: javaResource,
  tagf: javaResource,
  tagx: javaResource,
  tf: data,
  ts: javascript,
  tsx: javascript,
  vue: javascript,
  yaml: data,
  yml: data,
  zsh: shell,
};

export function isTestCode(file: string): boolean {
  return tests[kindOf(file) ?? '']?.test(file) ?? false;
}
