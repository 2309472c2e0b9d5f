import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';
import type { Component } from '../../scripts/sbom.ts';
import { readReport } from '../e2e/bundle.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import { docker, fullImage, runImage } from './engine.ts';
import { writeOsvDatabase } from './osv-database.ts';

const inside = (command: string) =>
  docker('run', '--rm', '--network=host', '--entrypoint=sh', fullImage, '-c', command);

const lockFile = (version: string) =>
  JSON.stringify({
    name: 'shop',
    lockfileVersion: 3,
    packages: { '': { dependencies: { qs: '*' } }, 'node_modules/qs': { version } },
  });

describe('the full image', () => {
  it('tells of a vulnerable dependency that the change brings, and counts the one before', async () => {
    const repository = new SampleRepository();
    const base = repository.commit({ 'old/package-lock.json': lockFile('6.0.0') }, 'A vulnerable one');
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit({ 'new/package-lock.json': lockFile('6.0.1') }, 'Another');
    const database = writeOsvDatabase(mkdtempSync(join(tmpdir(), 'osv-')), 'npm', 'qs', '6.5.3');
    const { exitCode, log } = await runImage(
      repository.root,
      {
        BITBUCKET_COMMIT: commit,
        BITBUCKET_BRANCH: 'feature',
        BITBUCKET_PR_ID: '1',
        BITBUCKET_PR_DESTINATION_BRANCH: 'main',
        BITBUCKET_PR_DESTINATION_COMMIT: base.slice(0, 12),
        PUBLISH: 'none',
        SCANNERS: 'osv-scanner',
      },
      ['--read-only', '--tmpfs=/tmp', '--volume', `${database}:/opt/code-scan/osv-database:ro`],
      fullImage,
    );
    expect(exitCode, log).toBe(1);
    const { findings } = readReport(repository.root);
    expect(findings.map(({ path, message, disposition }) => `${disposition} ${path}: ${message}`)).toEqual([
      'active new/package-lock.json: qs 6.0.1: A vulnerability. Update it to 6.5.3.',
      'baselined old/package-lock.json: qs 6.0.0: A vulnerability. Update it to 6.5.3.',
    ]);
  });

  it('lists the modules of osv-scanner as CycloneDX 1.6, with the compiler, and brings their licences', async () => {
    const sbom = inside('cat /opt/code-scan/osv-scanner.cdx.json');
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(sbom)).toBeNull();
    const { components } = JSON.parse(sbom) as { components: Component[] };
    const [, compiler] = /^go (\S+)$/m.exec(readFileSync('scripts/image/full/go.mod', 'utf8')) ?? [];
    expect(components.find(({ name }) => name === 'stdlib')?.version).toBe(compiler);
    expect(components.length).toBeGreaterThan(100);
    const licences = inside('cat /opt/code-scan/OSV_SCANNER_LICENSES');
    for (const { name, version } of components) {
      if (name !== 'stdlib') expect(licences).toContain(`${name} ${version}\n`);
    }
  });

  it('is the image with one layer more', () => {
    const layersOf = (name: string) =>
      JSON.parse(docker('inspect', '--format={{json .RootFS.Layers}}', name)) as string[];
    expect(layersOf(fullImage).slice(0, -1)).toEqual(layersOf('code-scan-pipe'));
  });
});
