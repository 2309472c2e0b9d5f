import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/container/**', 'test/fixtures/**'],
    globalSetup: ['test/temporary-folder.ts'],
    testTimeout: 30_000,
    // A developer's own git settings must not decide a test.
    env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  },
});
