const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const DAY_MINUTES = 1440;

/** When a schedule runs: the first time after `time`, in epoch milliseconds. A rate is counted from it. */
export type Schedule = (time: number) => number;

/**
 * Reads `rate(5 minutes)`, and `cron(0/15 3-5 * * ? *)` of minutes and hours, in UTC.
 *
 * @throws Error for any other: nothing is guessed
 */
export const scheduleOf = (expression: string): Schedule => {
  const schedule = rateOf(expression) ?? cronOf(expression);
  if (schedule !== null) return schedule;
  throw new Error(
    `replay does not know the schedule ${expression}; it knows rate(5 minutes), cron(0/15 3-5 * * ? *) and their like`,
  );
};

const rateOf = (expression: string): Schedule | null => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const every = Number(count) * (UNIT_MS[unit] ?? 0);
  return every > 0 ? (time) => time + every : null;
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions */
const cronOf = (expression: string): Schedule | null => {
  // Every day: one of the two fields of days is `?`.
  const [, minuteField = '', hourField = ''] = /^cron\((\S+) (\S+) (?:\* \* \?|\? \* \*) \*\)$/.exec(expression) ?? [];
  const [minutes, hours] = [valuesOf(minuteField, 59), valuesOf(hourField, 23)];
  if (minutes === null || hours === null) return null;
  return (time) => {
    const from = Math.floor(time / 60_000) + 1;
    const isRun = (minute: number): boolean =>
      minutes.has(minute % 60) && hours.has(Math.floor((minute % DAY_MINUTES) / 60));
    const after = Array.from({ length: DAY_MINUTES }, (_, index) => from + index).find(isRun);
    return (after ?? Number.POSITIVE_INFINITY) * 60_000;
  };
};

/** Of a list of values, ranges and steps; null where it is something else. */
const valuesOf = (field: string, last: number): ReadonlySet<number> | null => {
  const parts = field.split(',').map((part) => valuesIn(part, last));
  return parts.includes(null) ? null : new Set(parts.flatMap((part) => part ?? []));
};

/** `*`, `5`, `3-5`, or one of them with a step: `0/15` goes on to the last. */
const valuesIn = (part: string, last: number): readonly number[] | null => {
  const [, first = '', end, step] = /^(\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part.replace(/^\*/, `0-${last}`)) ?? [];
  const [from, by] = [Number(first || Number.NaN), Number(step ?? 1)];
  const to = Number(end ?? (step === undefined ? from : last));
  if (!(from <= to && to <= last && by > 0)) return null;
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
};
