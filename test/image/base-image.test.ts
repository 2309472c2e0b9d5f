import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildArguments, parseBaseImage } from '../../scripts/image/build-arguments.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const base = parseBaseImage(read('scripts/image/base-image'));
const dockerfile = read('Dockerfile');

describe('the base image', () => {
  it('has the Node.js that the tests run on', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { node: string } };
    expect(base.version).toBe(devDependencies.node);
    expect(`v${base.version}`).toBe(process.version);
  });

  it('is the image of the pipeline', () => {
    expect((parse(read('bitbucket-pipelines.yml')) as { image: string }).image).toBe(base.reference);
  });

  it('is of the line that the Dockerfile takes without arguments', () => {
    const [, byDefault = ''] = /^ARG BASE_IMAGE=(\S+)$/m.exec(dockerfile) ?? [];
    expect(base.reference.replace(/^node:(\d+)[\d.]*-/, 'node:$1-').replace(/@.*/, '')).toBe(byDefault);
    const stages = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, from]) => from?.replace(/\W/g, ''));
    expect(stages).toEqual(['BASE_IMAGE', 'BASE_IMAGE', 'BASE_IMAGE']);
  });

  it.each([
    'node:24.21.0-trixie-slim\n',
    `node:24-trixie-slim@sha256:${'a'.repeat(64)}\n`,
    `node:24.21.0-trixie-slim@sha256:${'a'.repeat(63)}\n`,
    `evil/node:24.21.0-trixie-slim@sha256:${'a'.repeat(64)}\n`,
  ])('is never %j', (text) => {
    expect(() => parseBaseImage(text)).toThrow(/base-image/);
  });
});

it('a release tells the Dockerfile all that it asks for', () => {
  const source = { version: '1.2.3', revision: 'abc', created: new Date('2026-12-01T10:00:00Z') };
  const given = buildArguments(base, source).map((argument) => argument.split('=')[1]);
  const asked = [...dockerfile.matchAll(/^ARG (\w+)=/gm)].map(([, name]) => name);
  expect(given.filter((name) => name !== 'SOURCE_DATE_EPOCH').sort()).toEqual(asked.sort());
  expect(buildArguments(base, source)).toContain('--build-arg=SOURCE_DATE_EPOCH=1796119200');
});

it('Renovate finds what it is to keep up to date', () => {
  const { customManagers } = JSON.parse(read('renovate.json')) as {
    customManagers: { managerFilePatterns: [string]; matchStrings: [string] }[];
  };
  const found = customManagers.flatMap(({ managerFilePatterns: [pattern], matchStrings: [match] }) => {
    const pinned = ['scripts/image/base-image', 'scripts/image/full/go-image', 'bitbucket-pipelines.yml'];
    const files = pinned.filter((path) => new RegExp(pattern.slice(1, -1)).test(path));
    return files.flatMap((path) =>
      [...read(path).matchAll(new RegExp(match, 'g'))].map(({ groups }) => groups?.['depName']),
    );
  });
  expect(found.sort()).toEqual(['anchore/grype', 'anchore/grype', 'golang', 'moby/buildkit', 'node']);
});
