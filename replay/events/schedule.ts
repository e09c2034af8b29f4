const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * How far apart the runs of a schedule are, in milliseconds.
 *
 * @throws Error for what is no `rate()`
 */
export const scheduleEveryMs = (expression: string): number => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const every = Number(count) * (UNIT_MS[unit] ?? 0);
  if (every > 0) return every;
  throw new Error(`replay does not know the schedule ${expression}; it knows rate(5 minutes) and its like`);
};
