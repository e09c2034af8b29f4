import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores run it: a replay bundles, starts processes and waits for both.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
