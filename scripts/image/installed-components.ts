import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from '../sbom.ts';

/**
 * npm packages that lie in these folders, such as npm itself in the base image: nothing is known of their hashes, and
 * their licences are not checked, for they come with the base. Sorted, each version once.
 */
export function installedComponents(folders: readonly string[]): readonly Component[] {
  const found = new Map<string, Component>();
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    for (const path of globSync('**/package.json', { cwd: folder })) {
      const component = componentOf(readFileSync(join(folder, path), 'utf8'));
      if (component?.purl !== undefined) found.set(component.purl, component);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, component]) => component);
}

/** Undefined for a file that only says how its folder is to be read. */
function componentOf(text: string): Component | undefined {
  const { name, version, license } = JSON.parse(text) as Readonly<
    Record<'name' | 'version' | 'license', unknown>
  >;
  if (typeof name !== 'string' || typeof version !== 'string') return undefined;
  return {
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version.replace('+', '%2B')}`,
    ...(typeof license === 'string' && { licenses: [{ license: { name: license } }] }),
  };
}
