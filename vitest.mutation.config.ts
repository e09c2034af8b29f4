import { defineConfig } from 'vitest/config';

/** What Stryker runs for each mutant of the domain: its tests, without the histories that take seconds. */
export default defineConfig({
  test: { include: ['test/core/domain/**/*.test.ts'], exclude: ['**/*.property.test.ts'] },
});
