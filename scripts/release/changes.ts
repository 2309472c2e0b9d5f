/** One change as people describe it: a file in `.changes/next-release`, in the format of semversioner. */
export interface Change {
  readonly type: 'major' | 'minor' | 'patch';
  readonly description: string;
}

/** A version that was released: a file in `.changes`. */
export interface Release {
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly created_at: string;
  readonly changes: readonly Change[];
}

export const changeTypes = ['major', 'minor', 'patch'] as const;

/** @throws with the file's name where it is none */
export function parseChange(name: string, text: string): Change {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'type' in value && 'description' in value) {
    const { type, description } = value;
    const known = changeTypes.find((each) => each === type);
    if (known !== undefined && typeof description === 'string' && /^\S.*\S$/.test(description)) {
      return { type: known, description };
    }
  }
  throw new Error(`${name}: expected {"type": "major" | "minor" | "patch", "description": "one line"}`);
}

/** The version after these changes: the greatest of them counts. @throws where there are none */
export function nextVersion(current: string, changes: readonly Change[]): string {
  const [, major, minor, patch] = (/^(\d+)\.(\d+)\.(\d+)$/.exec(current) ?? []).map(Number);
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new Error(`${JSON.stringify(current)} is no version such as 1.2.3`);
  }
  const greatest = changeTypes.find((type) => changes.some((change) => change.type === type));
  switch (greatest) {
    case 'major':
      return `${major + 1}.0.0`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
    case undefined:
      throw new Error('nothing to release: no change is described in .changes/next-release (npm run change)');
  }
}

/** CHANGELOG.md, the newest version first, the greatest changes first. */
export function changelog(releases: readonly Release[]): string {
  const newestFirst = releases.toSorted((a, b) => compareVersions(b.version, a.version));
  const sections = newestFirst.map(({ version, changes }) => {
    const lines = changeTypes.flatMap((type) =>
      changes.filter((change) => change.type === type).map(({ description }) => `- ${type}: ${description}`),
    );
    return `## ${version}\n\n${lines.join('\n')}\n`;
  });
  return `# Changelog\n\n${sections.join('\n')}`;
}

function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** The tags of an image: the whole version, and those that move on with it. */
export function imageTags(version: string): readonly string[] {
  const [major, minor] = version.split('.');
  return [version, `${major}.${minor}`, `${major}`];
}
