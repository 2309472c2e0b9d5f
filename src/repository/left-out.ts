/** Folders whose content somebody else wrote, or a tool made. */
const foldersLeftOut = [
  '.git',
  '.terraform',
  '.tox',
  '.venv',
  '.yarn',
  '__pycache__',
  'bower_components',
  'dist',
  'jspm_packages',
  'node_modules',
  'Pods',
  'site-packages',
  'third_party',
  'vendor',
];
/** One expression over the whole path: a large repository asks this of every file. */
const inFolderLeftOut = new RegExp(
  `(?:^|/)(?:${foldersLeftOut.map((name) => name.replace('.', '\\.')).join('|')})/`,
);

const generatedFile = /(?:[.-]min\.(?:js|mjs|cjs|css)|\.(?:bundle|chunk)\.js|\.map|\.snap)$/i;

/** Pipelines keeps a pipe's storage there: https://support.atlassian.com/bitbucket-cloud/docs/write-a-pipe-for-bitbucket-pipelines/ */
const pipelinesStorage = '.bitbucket/pipelines/generated/';

/** True for a path that is generated or vendored, and so is not scanned. */
export function isLeftOut(path: string): boolean {
  return generatedFile.test(path) || path.startsWith(pipelinesStorage) || inFolderLeftOut.test(path);
}
