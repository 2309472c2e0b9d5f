const shells = ['sh', 'bash', 'zsh', 'ksh', 'Dockerfile'];
const data = ['yml', 'yaml'];
const markup = ['AndroidManifest', 'WebConfig', 'MapperXml', 'jsp', 'jspf', 'jspx', 'tag', 'tagf', 'tagx'];

/**
 * Whose files the rules in a folder of `rules/` look at: extensions as ast-grep knows them, and `Dockerfile` and others
 * for what is called so. https://ast-grep.github.io/reference/languages.html
 */
const kindsOfFolder: Readonly<Record<string, readonly string[]>> = {
  android: markup,
  aspnet: markup,
  bash: shells,
  cloudformation: data,
  compose: data,
  csharp: ['cs'],
  dockerfile: shells,
  go: ['go'],
  java: ['java'],
  jsp: markup,
  javascript: ['js', 'jsx', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'tsx', 'vue', 'svelte', 'html', 'htm'],
  kotlin: ['kt', 'kts'],
  kubernetes: data,
  mybatis: markup,
  php: ['php', 'phtml'],
  python: ['py', 'pyi', 'pyw'],
  ruby: ['rb', 'rake', 'ru', 'gemspec'],
  terraform: ['tf', 'hcl'],
};
const kinds = new Set(Object.values(kindsOfFolder).flat());
const dockerfile = /^(Dockerfile|Containerfile)(\..+)?$|\.[Dd]ockerfile$/;

/** Settings in XML that are known by their names. */
const kindOfName = new Map([
  ['AndroidManifest.xml', 'AndroidManifest'],
  ['network_security_config.xml', 'AndroidManifest'],
  ['Web.config', 'WebConfig'],
  ['web.config', 'WebConfig'],
]);

/** Statements of MyBatis, as its users call such files. https://mybatis.org/mybatis-3/sqlmap-xml.html */
const mapper = /(?:[Mm]apper|Dao|DAO)\.xml$/;

/** The grammar of ast-grep that reads a folder's files, where it is not called as the folder is. */
const grammars: Readonly<Record<string, string>> = {
  android: 'html',
  aspnet: 'html',
  cloudformation: 'yaml',
  compose: 'yaml',
  dockerfile: 'bash',
  javascript: 'tsx',
  jsp: 'html',
  kubernetes: 'yaml',
  mybatis: 'html',
  terraform: 'hcl',
};

/**
 * The grammar of TSX reads JavaScript and TypeScript alike, so that one rule serves all of them, and the scripts of
 * pages, of which it is only given these; an instruction of a Dockerfile reads as one command of Bash; the grammar of
 * HTML reads tags of XML. In any case of letters: interpreters run `x.PY` too, which ast-grep by itself passes over. https://ast-grep.github.io/reference/sgconfig.html#languageglobs
 */
export const languageGlobs: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(kindsOfFolder).map(([folder, kinds]) => [
    grammars[folder] ?? folder,
    kinds.flatMap(globsOf),
  ]),
);

function globsOf(kind: string): readonly string[] {
  if (kind === 'Dockerfile') {
    return ['Dockerfile', 'Dockerfile.*', '*.[Dd]ockerfile', 'Containerfile', 'Containerfile.*'];
  }
  const names = [...kindOfName].filter(([, its]) => its === kind);
  if (names.length > 0) return names.map(([name]) => name);
  if (kind === 'MapperXml') return ['*[Mm]apper.xml', '*Dao.xml', '*DAO.xml'];
  return [`*.${kind.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)}`];
}

export function isAstGrepFile(file: string): boolean {
  return kindOf(file) !== undefined;
}

/** Tells the folders of rules that have a file among these; one that is not known has. `extra/go` is as `go`. */
export function ruleFolderHasFiles(files: readonly string[]): (folder: string) => boolean {
  const there = new Set(files.map(kindOf));
  return (folder) =>
    kindsOfFolder[folder.slice(folder.lastIndexOf('/') + 1)]?.some((kind) => there.has(kind)) ?? true;
}

/** An extension in small letters, `Dockerfile`, or what settings are called; undefined where no rule looks at it. */
export function kindOf(file: string): string | undefined {
  const start = file.lastIndexOf('/') + 1;
  // Most names begin with other letters and end otherwise: they cost no more than these looks.
  if ('DC'.includes(file.charAt(start)) || file.endsWith('ockerfile')) {
    if (dockerfile.test(file.slice(start))) return 'Dockerfile';
  }
  const dot = file.lastIndexOf('.');
  if (dot < start) return undefined;
  const extension = file.slice(dot + 1);
  if (kinds.has(extension)) return extension;
  if (extension === 'xml' || extension === 'config')
    return kindOfName.get(file.slice(start)) ?? (mapper.test(file) ? 'MapperXml' : undefined);
  const small = extension.toLowerCase();
  return kinds.has(small) ? small : undefined;
}
