import type { Counts } from './scan.ts';

/** How many there are of each severity. */
export const countBySeverity = (items: readonly { readonly severity: string }[]): Counts => {
  const counts: Record<string, number> = {};
  for (const { severity } of items) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
};
