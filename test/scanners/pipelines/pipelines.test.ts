import { beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../../../src/scanners/installation.ts';
import { pipelines } from '../../../src/scanners/pipelines.ts';
import { bundledPrograms, installation, places, repository, sarifRuns, scanContext } from '../scan-setup.ts';

let installed: Installation;
beforeAll(async () => {
  installed = installation({ programs: await bundledPrograms('pipelines') });
});

describe('the auditor as a scanner', () => {
  it('audits the file and writes SARIF with severity, weakness and help', async () => {
    const target = repository({ 'bitbucket-pipelines.yml': 'image: node\n', 'a.yml': 'image: node\n' });
    const files = pipelines.selects(target.files);
    const outcome = await pipelines.scan({ ...target, files }, scanContext({ installation: installed }));
    expect(outcome.run).toMatchObject({ name: 'pipelines', outcome: 'ok', findings: 1 });
    expect(places(outcome)).toEqual(['image-without-version bitbucket-pipelines.yml:1:8']);
    expect(sarifRuns(outcome)[0]?.tool.driver.rules).toEqual([
      expect.objectContaining({
        id: 'image-without-version',
        properties: {
          'security-severity': '5.5',
          category: 'misconfiguration',
          tags: ['security', 'external/cwe/cwe-829'],
        },
      }),
    ]);
  });

  it('looks at the files that Bitbucket reads', () => {
    const files = [
      'bitbucket-pipelines.yml',
      'a/bitbucket-pipelines.yaml',
      'my-bitbucket-pipelines.yml',
      'test/data/bitbucket-pipelines.yml',
      'a.yml',
    ];
    expect(pipelines.selects(files)).toEqual(files.slice(0, 2));
  });

  it('ends a file that is made to take all memory', async () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...Array.from({ length: 12 }, (_, i) => {
        const name = String.fromCharCode(98 + i);
        const before = String.fromCharCode(97 + i);
        return `${name}: &${name} [${Array.from({ length: 5 }, () => `{ parallel: *${before} }`).join(', ')}]`;
      }),
      'pipelines: { default: *m }',
    ].join('\n');
    const target = repository({ 'bitbucket-pipelines.yml': bomb });
    const outcome = await pipelines.scan(
      target,
      scanContext({ installation: installed, timeoutSeconds: 10 }),
    );
    expect(outcome.run.seconds).toBeLessThan(20);
  });
});
