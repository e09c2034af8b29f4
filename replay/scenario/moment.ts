const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * When a step happens, in epoch milliseconds.
 *
 * @param written - such as `2026-11-21T08:00:00Z`, or `+10m` from `before`
 * @param before - the step before; null for the first
 * @returns null where `written` is neither
 */
export const momentOf = (written: string, before: number | null): number | null => {
  const after = /^\+((?:\d+[smhd])+)$/.exec(written)?.[1];
  if (after !== undefined) return before === null ? null : before + durationMs(after);
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(written);
  const time = isInstant ? Date.parse(written) : Number.NaN;
  return Number.isNaN(time) ? null : time;
};

const durationMs = (written: string): number =>
  [...written.matchAll(/(\d+)([smhd])/g)]
    .map(([, count, unit = '']) => Number(count) * (UNIT_MS[unit] ?? 0))
    .reduce((sum, each) => sum + each, 0);
