// size-table.ts [IMAGE]: prints where the bytes of the built image are, by layer and by what is in it.
import { spawnSync } from 'node:child_process';

export interface Layer {
  readonly name: string;
  readonly bytes: number;
  /** What is in it to bytes. */
  readonly parts: Readonly<Record<string, number>>;
}

/** The layers that the Dockerfiles add, in their order, each with what is in it: name to the paths that belong to it. */
const layersAboveBase: readonly {
  readonly name: string;
  readonly parts: Readonly<Record<string, RegExp>>;
}[] = [
  {
    name: 'git',
    parts: {
      'git, and its helper for http': /^\/usr\/bin\/git$|^\/usr\/lib\/git-core\//,
      'the shared libraries of these two': /^\/usr\/lib\/[^/]+\/[^/]+\.so/,
      tini: /^\/usr\/bin\/tini$/,
      certificates: /^\/etc\/ssl\//,
      'copyrights and package entries': /^\/(usr\/share\/doc|var\/lib\/dpkg\/status\.d)\/(?!shellcheck)/,
    },
  },
  { name: 'ShellCheck', parts: { ShellCheck: /shellcheck/ } },
  { name: 'ast-grep', parts: { 'ast-grep': /^\/opt\/code-scan\/bin\/ast-grep$/ } },
  {
    name: 'the pipe',
    parts: {
      'the bundle, with what its parts share': /^\/opt\/code-scan\/(main|pipe|parts\/[^/]+)\.js$/,
      'secretlint, with its formats': /^\/opt\/code-scan\/(secretlint\.js|rules\/secrets\/.*)$/,
      'the scanner of data flow, with its grammars': /^\/opt\/code-scan\/(flow\.js|grammars\/.*)$/,
      'the check of pipelines': /^\/opt\/code-scan\/pipelines\.js$/,
      rules: /^\/opt\/code-scan\/rules\/(?!secrets\/)/,
      'source maps': /^\/opt\/code-scan\/.*\.map$/,
      'licences, SBOM, schemas, README':
        /^\/(opt\/code-scan\/(?!osv)[^/]*((?<!OSV_SCANNER_)LICENSES|\.json|\.yml)|LICENSE|README\.md|pipe\.yml)$/,
    },
  },
  {
    name: 'osv-scanner, of the full image',
    parts: {
      'osv-scanner': /^\/opt\/code-scan\/bin\/osv-scanner$/,
      'its licences and SBOM': /^\/opt\/code-scan\/(OSV_SCANNER_LICENSES|osv-scanner\.cdx\.json)$/,
    },
  },
];

/** @throws where the image is not there, or has other layers than the Dockerfile makes */
export function readLayers(image: string): readonly Layer[] {
  const history = docker('history', '--no-trunc', '--human=false', '--format', '{{.Size}}', image);
  const sizes = history.trim().split('\n').map(Number).reverse();
  // A registry's base has several layers of its own; what the Dockerfile adds are the last ones.
  const files = ourFiles(image);
  const there = layersAboveBase.filter(({ parts }) =>
    Object.values(parts).some((pattern) => files.some(({ path }) => pattern.test(path))),
  );
  const own = sizes.filter((bytes) => bytes > 0).slice(-there.length);
  const base = { name: 'the base', bytes: sum(sizes) - sum(own), parts: {} };
  const layers = there.map(({ name, parts }, index) => ({
    name,
    bytes: own[index] ?? 0,
    parts: Object.fromEntries(
      Object.entries(parts).map(([part, pattern]) => [
        part,
        sum(files.filter(({ path }) => pattern.test(path)).map(({ bytes }) => bytes)),
      ]),
    ),
  }));
  return [base, ...layers];
}

/** All files that the Dockerfile adds have one time, and no other file has it. */
function ourFiles(image: string): readonly { readonly path: string; readonly bytes: number }[] {
  const find = ['/', '-xdev', '-type', 'f', '-not', '-newermt', '1970-01-02', '-printf', '%s %p\\n'];
  const lines = docker('run', '--rm', '--network=host', '--entrypoint=find', image, ...find)
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [, bytes = '', path = ''] = /^(\d+) (.*)$/.exec(line) ?? [];
    return { path, bytes: Number(bytes) };
  });
}

export function sizeTable(layers: readonly Layer[]): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2).padStart(8);
  const rows = layers.flatMap(({ name, bytes, parts }) => [
    `${megabytes(bytes)}  ${name}`,
    ...Object.entries(parts).map(([part, some]) => `${' '.repeat(10)}${megabytes(some)}  ${part}`),
  ]);
  const total = (some: readonly Layer[]) => megabytes(sum(some.map(({ bytes }) => bytes)));
  return `${['      MB', ...rows, `${total(layers.slice(1))}  over the base`, `${total(layers)}  in all`].join('\n')}\n`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function docker(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`docker ${args[0]} failed: ${stderr}`);
  return stdout;
}

if (import.meta.main) process.stdout.write(sizeTable(readLayers(process.argv[2] ?? 'code-scan-pipe')));
