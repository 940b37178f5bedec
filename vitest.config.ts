import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'code', include: ['test/{unit,property,architecture}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          // These start the program itself, whose build must be that of the sources.
          name: 'program',
          include: ['test/{golden,e2e,browser}/**/*.test.ts'],
          globalSetup: ['test/support/program/fresh-build.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
