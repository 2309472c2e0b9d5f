/**
 * The grammar of TSX reads JavaScript and TypeScript alike, so that one rule serves all of them; an instruction of
 * a Dockerfile reads as one command of Bash. https://ast-grep.github.io/reference/sgconfig.html#languageglobs
 */
export const languageGlobs = {
  tsx: ['*.js', '*.jsx', '*.mjs', '*.cjs', '*.ts', '*.mts', '*.cts', '*.tsx'],
  bash: ['Dockerfile', 'Dockerfile.*', '*.Dockerfile', '*.dockerfile', 'Containerfile', 'Containerfile.*'],
} as const;

/** Of the languages in `rules/`, as ast-grep knows them: https://ast-grep.github.io/reference/languages.html */
const extensions = new Set([
  ...['js', 'jsx', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'tsx'],
  ...['py', 'pyi', 'java', 'kt', 'kts', 'go', 'php', 'rb', 'cs'],
  ...['sh', 'bash', 'zsh', 'ksh', 'tf', 'hcl', 'yml', 'yaml'],
]);
const dockerfile = /^(Dockerfile|Containerfile)(\..+)?$|\.[Dd]ockerfile$/;

export function isAstGrepFile(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dockerfile.test(name) || (dot !== -1 && extensions.has(name.slice(dot + 1)));
}
