import { expect, test } from 'vitest';
import { scheduleOf } from '../../../replay/events/schedule.ts';

/** The first runs after a moment. */
const runsOf = (expression: string, from: string, count: number): readonly string[] => {
  const next = scheduleOf(expression);
  const runs: number[] = [];
  for (let time = Date.parse(from); runs.length < count; time = runs.at(-1) ?? 0) runs.push(next(time));
  return runs.map((time) => new Date(time).toISOString().slice(5, 16));
};

test.each([
  ['rate(5 minutes)', 300_000],
  ['rate(1 minute)', 60_000],
  ['rate(2 hours)', 7_200_000],
  ['rate(1 day)', 86_400_000],
])('%s runs every %i ms', (expression, everyMs) => {
  expect(scheduleOf(expression)(7)).toBe(7 + everyMs);
});

test.each([
  ['cron(0/15 3-5 * * ? *)', ['11-21T05:15', '11-21T05:30', '11-21T05:45', '11-22T03:00']],
  ['cron(0/15 3-5 ? * * *)', ['11-21T05:15', '11-21T05:30']],
  ['cron(0 3 * * ? *)', ['11-22T03:00', '11-23T03:00']],
  ['cron(30 8,20 * * ? *)', ['11-21T08:30', '11-21T20:30', '11-22T08:30']],
  ['cron(* * * * ? *)', ['11-21T05:02', '11-21T05:03']],
  ['cron(*/20 * * * ? *)', ['11-21T05:20', '11-21T05:40', '11-21T06:00']],
  ['cron(10-50/20 5 * * ? *)', ['11-21T05:10', '11-21T05:30', '11-21T05:50', '11-22T05:10']],
  ['cron(1 5 * * ? *)', ['11-22T05:01']],
])('%s runs at the times it names, in UTC', (expression, runs) => {
  expect(runsOf(expression, '2026-11-21T05:01:00Z', runs.length)).toEqual(runs);
});

test.each([
  'rate(0 minutes)',
  'rate(5 weeks)',
  'cron(0 3 * * * *)',
  'cron(0 3 ? * MON *)',
  'cron(60 3 * * ? *)',
  'cron(0 24 * * ? *)',
  'cron(0/0 3 * * ? *)',
  'cron(5-1 3 * * ? *)',
  'cron(0, 3 * * ? *)',
  'cron(0 3 * * ?)',
  '',
])('"%s" is an error', (expression) => {
  expect(() => scheduleOf(expression)).toThrow(`replay does not know the schedule ${expression};`);
});
