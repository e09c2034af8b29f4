import { expect, test } from 'vitest';
import { scheduleEveryMs } from '../../../replay/events/schedule.ts';

test.each([
  ['rate(5 minutes)', 300_000],
  ['rate(1 minute)', 60_000],
  ['rate(2 hours)', 7_200_000],
  ['rate(1 day)', 86_400_000],
])('%s runs every %i ms', (expression, everyMs) => {
  expect(scheduleEveryMs(expression)).toBe(everyMs);
});

test.each(['cron(0 3 * * ? *)', 'rate(0 minutes)', 'rate(5 weeks)', ''])('"%s" is an error', (expression) => {
  expect(() => scheduleEveryMs(expression)).toThrow(`replay does not know the schedule ${expression}`);
});
