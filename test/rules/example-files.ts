import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

export interface RuleFile {
  readonly id: string;
  readonly folder: string;
  /** Path under the project's root. */
  readonly path: string;
  readonly text: string;
  readonly rule: unknown;
}

export interface Example {
  readonly rule: string;
  readonly kind: 'valid' | 'invalid';
  readonly index: number;
  readonly file: string;
  readonly text: string;
}

/** Names that an example of a folder's rules is written under; every one of them has to behave alike. */
const exampleNames: Readonly<Record<string, readonly string[]>> = {
  javascript: ['a.js', 'a.jsx', 'a.ts', 'a.tsx'],
  python: ['a.py'],
  java: ['A.java'],
  go: ['a.go'],
  php: ['a.php'],
  ruby: ['a.rb'],
  csharp: ['A.cs'],
  kotlin: ['A.kt'],
  android: ['AndroidManifest.xml', 'network_security_config.xml'],
  aspnet: ['Web.config', 'web.config'],
  jsp: ['a.jsp', 'a.tag'],
  mybatis: ['UserMapper.xml'],
  bash: ['a.sh'],
  terraform: ['a.tf'],
  cloudformation: ['template.yaml'],
  kubernetes: ['a.yaml', 'a.yml'],
  compose: ['docker-compose.yml'],
  dockerfile: ['Dockerfile'],
};

/** Every rule for code of `rules/`: building blocks, the formats of secrets, and rules that follow data are none. */
export async function ruleFiles(root: string): Promise<RuleFile[]> {
  const names = await readdir(join(root, 'rules'), { recursive: true });
  const paths = names.filter((name) => name.endsWith('.yml') && !/^(utils|secrets|flow)\//.test(name)).sort();
  return Promise.all(
    paths.map(async (name) => {
      const text = await readFile(join(root, 'rules', name), 'utf8');
      const folder = name.split('/').at(-2) ?? '';
      return { id: basename(name, '.yml'), folder, path: join('rules', name), text, rule: parse(text) };
    }),
  );
}

/** Undefined where a rule has none. */
export async function examplesOf(root: string, { id, folder }: RuleFile): Promise<Example[] | undefined> {
  const text = await readFile(join(root, 'test/rules', folder, `${id}.yml`), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lists: unknown = parse(text);
  return (['valid', 'invalid'] as const).flatMap((kind) =>
    listOf(lists, kind).flatMap((example, index) =>
      (exampleNames[folder] ?? []).map((name) => ({
        rule: id,
        kind,
        index,
        file: `${id}/${kind}-${index}/${name}`,
        text: example,
      })),
    ),
  );
}

function listOf(lists: unknown, kind: string): string[] {
  const list: unknown = typeof lists === 'object' && lists !== null ? Reflect.get(lists, kind) : undefined;
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) {
    throw new TypeError(`examples need a list of texts under "${kind}"`);
  }
  return list;
}

export async function writeExamples(
  folder: string,
  examples: readonly Pick<Example, 'file' | 'text'>[],
): Promise<void> {
  for (const { file, text } of examples) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}
