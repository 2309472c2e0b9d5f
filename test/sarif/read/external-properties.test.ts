import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSarifFiles } from '../../../src/sarif/read-sarif-files.ts';
import { readContext } from '../read-context.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'external-'));
  mkdirSync(join(folder, 'logs'));
  write('logs/results.json', { version: '2.1.0', results: [{ ruleId: 'b', message: { text: 'two' } }] });
  write('logs/more results.json', {
    version: '2.1.0',
    results: [
      {
        ruleId: 'b',
        message: { text: 'three' },
        locations: [{ physicalLocation: { artifactLocation: { index: 0 } } }],
      },
    ],
    artifacts: [{ location: { uri: 'src/a.js' } }],
  });
  write('logs/driver.json', {
    version: '2.1.0',
    driver: { name: 'outside', rules: [{ id: 'b', defaultConfiguration: { level: 'error' } }] },
  });
  write('logs/broken.json', '{"results":[{"message":{"text":"four"}},');
  write('secret.json', { version: '2.1.0', results: [{ message: { text: 'not yours' } }] });
  symlinkSync(join(folder, 'secret.json'), join(folder, 'logs/link.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, name);
}

async function readWith(externalPropertyFileReferences: unknown) {
  const run = {
    tool: { driver: { name: 'inside' } },
    externalPropertyFileReferences,
    results: [{ ruleId: 'b', message: { text: 'one' } }],
  };
  return await readSarifFiles(
    [write('logs/log.sarif', { version: '2.1.0', runs: [run, run] })],
    readContext(),
  );
}

describe('external property files', () => {
  test('are part of their run', async () => {
    const { findings, runs, errors } = await readWith({
      driver: { location: { uri: 'driver.json' } },
      results: [{ location: { uri: 'results.json' } }, { location: { uri: 'more%20results.json' } }],
      artifacts: [{ location: { uri: 'more%20results.json' } }],
    });
    expect(errors).toEqual([]);
    expect(runs.map((run) => [run.tool, run.results, run.findings])).toEqual([
      ['outside', 3, 3],
      ['outside', 3, 0],
    ]);
    expect(
      findings.map(({ message, severity, source, place }) => [message, severity, source.result, place?.path]),
    ).toEqual([
      ['one', 'high', 0, undefined],
      ['two', 'high', 1, undefined],
      ['three', 'high', 2, 'src/a.js'],
    ]);
  });

  test.each([
    ['missing.json', /is not there/],
    ['../secret.json', /outside of the folder/],
    ['link.json', /outside of the folder/],
    ['%2e%2e/secret.json', /outside of the folder/],
    ['/etc/hostname', /outside of the folder|is not there/],
    ['broken.json', /breaks off/],
    [undefined, /no location/],
  ])('%s is an error, and the rest counts', async (uri, message) => {
    const { findings, errors } = await readWith({ results: [{ location: { uri } }] });
    expect(errors.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
    expect(findings.map((finding) => finding.message)).toContain('one');
    expect(JSON.stringify(findings)).not.toContain('not yours');
  });
});
