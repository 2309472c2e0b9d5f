import { describe, expect, it } from 'vitest';
import { isExampleFile } from '../../../src/scanners/secrets/example-file.ts';

describe('isExampleFile', () => {
  it.each([
    'test/key.pem',
    'a/testdata/key.pem',
    'tests/Jellyfin.LiveTv.Tests/Test Data/a.json',
    'src/jvmTest/kotlin/A.kt',
    'server/configs/certs/benchmark-ca-key.pem',
    'caddytest/a.key',
    'webui/src/mocks/a.json',
    'pkg/fixtures/tls.yml',
    'pkg/tls/ocsp_test.go',
    'src/a.spec.ts',
    'test_api.py',
    'src/AuthTests.java',
    'docs/config.txt',
    'README.md',
    'templates/api.rst',
    '.env.example',
    'config.yml.dist',
    'samples/guide/a.java',
    '.github/workflows/ci.yml',
    'deploy/docker-compose.ci.yml',
    'charts/shop/ci/tls-values.yaml',
  ])('is true for %s', (path) => expect(isExampleFile(path)).toBe(true));

  it.each([
    'src/main.py',
    'deploy/latest/secret.yml',
    'contest/a.ts',
    'src/attestation/key.ts',
    'src/latest.ts',
    'src/workbench.ts',
    'src/specific/a.ts',
    'docker/key.pem',
    'democracy/a.rb',
    '.env',
    'src/TestimonialService.java',
    'app/inspector.ts',
    '.gitlab-ci.yml',
    'ci/deploy.yml',
    '.github/workflows/deploy.yml',
    'charts/shop/values.yaml',
  ])('is false for %s', (path) => expect(isExampleFile(path)).toBe(false));
});
