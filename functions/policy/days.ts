import * as z from 'zod';
import type { Fault } from './problem.ts';
import { scalar } from './text-shapes.ts';

export interface Span {
  /** Such as `time for a reminder`. */
  readonly what: string;
  /** What it may be, as text such as `7d`. */
  readonly pattern: RegExp;
  /** The same for people: `1d to 90d, or leave remind out`. */
  readonly range: string;
}

const HOURS: Readonly<Record<string, number>> = {
  ...{ '': 24, d: 24, day: 24, w: 168, week: 168, h: 1, hour: 1 },
  ...{ y: 8_760, year: 8_760 },
};

const spanFault =
  ({ what, pattern, range }: Span) =>
  (written: string): Fault | null => {
    if (pattern.test(written)) return null;
    const meant = inDays(written.toLowerCase());
    const instead = meant !== undefined && pattern.test(meant) ? meant : undefined;
    const remedy = instead === undefined ? `write whole days, ${range}` : `did you mean "${instead}"?`;
    return { message: `"${written}" is no ${what}; ${remedy}`, instead };
  };

/** What `168h`, `1 week` or `every 7 days` is in days; undefined where it is no time. */
const inDays = (written: string): string | undefined => {
  const [, count, unit = ''] = /^\D*(\d+)\s*([a-z]*)\W*$/.exec(written) ?? [];
  const hours = HOURS[unit.replace(/s$/, '')];
  return count === undefined || hours === undefined ? undefined : `${(Number(count) * hours) / 24}d`;
};

/** Whole days, such as `7d`. */
export const wholeDays = (span: Span) => scalar(spanFault(span), z.string().regex(span.pattern));

/** @param written - what `wholeDays` lets through */
export const daysOf = (written: string): number => Number.parseInt(written, 10);
