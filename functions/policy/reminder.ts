import * as z from 'zod';
import type { Fault } from './problem.ts';
import { scalar } from './text-shapes.ts';

/** Whole days, 1 to 90. */
const DAYS = /^([1-9]|[1-8]\d|90)d$/;

const HOURS: Readonly<Record<string, number>> = { '': 24, d: 24, day: 24, w: 168, week: 168, h: 1, hour: 1 };

const reminderFault = (written: string): Fault | null => {
  if (DAYS.test(written)) return null;
  const instead = inDays(written.toLowerCase());
  const remedy =
    instead === undefined ? 'write whole days, 1d to 90d, or leave remind out' : `did you mean "${instead}"?`;
  return { message: `"${written}" is no time for a reminder; ${remedy}`, instead };
};

/** What `168h`, `1 week` or `every 7 days` is in days; undefined where that is no time for a reminder either. */
const inDays = (written: string): string | undefined => {
  const [, count, unit = ''] = /^\D*(\d+)\s*([a-z]*)\W*$/.exec(written) ?? [];
  const days = `${(Number(count) * (HOURS[unit.replace(/s$/, '')] ?? Number.NaN)) / 24}d`;
  return DAYS.test(days) ? days : undefined;
};

/** After how many days a route reminds, such as `7d`. */
export const remind = scalar(reminderFault, z.string().regex(DAYS));

/** @param written - what `remind` lets through */
export const daysOf = (written: string): number => Number.parseInt(written, 10);
