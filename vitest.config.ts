import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Of two cores Vitest would use one.
    maxWorkers: 2,
    // A process for each of so many files takes longer than most of them; none changes what others see.
    isolate: false,
    // A replay bundles, starts processes and waits for both.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
