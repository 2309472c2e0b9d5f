import { defineConfig } from 'vitest/config';

// Run by `npm run test:image` from the project's root, on a machine with a container engine and the built image.
export default defineConfig({
  test: {
    root: '.',
    include: ['test/container/*.test.ts'],
    globalSetup: ['test/temporary-folder.ts'],
    testTimeout: 300_000,
    fileParallelism: false,
    env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  },
});
