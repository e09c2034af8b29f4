import { InvalidArgumentError } from 'commander';
import type { Instant } from '../functions/core/domain/image.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** `30d`, so long ago; or a date or moment as ISO 8601 writes it, in UTC where it does not say. */
export const momentOf = (text: string, now: Date): Instant => {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  if (days !== undefined) return new Date(now.getTime() - Number(days) * DAY_MS).toISOString();
  const written = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  const isLocal = written?.[1] !== undefined && written[4] === undefined;
  const date = new Date(isLocal ? `${text}Z` : text);
  if (written !== null && !Number.isNaN(date.getTime())) return date.toISOString();
  throw new InvalidArgumentError(
    'write a number of days, such as 30d, a date, such as 2026-11-21, or a moment, such as 2026-11-21T14:00Z',
  );
};
