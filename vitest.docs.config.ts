import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/docs/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    // Blocks build on one another: what comes after a failure says nothing.
    bail: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    passWithNoTests: false,
  },
});
