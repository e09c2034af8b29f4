import { defineConfig } from 'vitest/config';

/** Whole days in the bundles and the wiring that would be deployed: they take as long as all others together. */
const SCENARIOS = ['examples', 'bad-days', 'channels-page', 'incident', 'samples'].map(
  (name) => `test/replay/${name}.test.ts`,
);

export default defineConfig({
  test: {
    // Of two cores Vitest would use one.
    maxWorkers: 2,
    // A process for each of so many files takes longer than most of them; none changes what others see.
    isolate: false,
    // A replay bundles, starts processes and waits for both.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'tests', include: ['test/**/*.test.ts'], exclude: SCENARIOS } },
      { extends: true, test: { name: 'scenarios', include: SCENARIOS } },
    ],
  },
});
