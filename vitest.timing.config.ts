import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/timing/**/*.test.ts'],
    globalSetup: ['test/support/program/fresh-build.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    passWithNoTests: false,
  },
});
