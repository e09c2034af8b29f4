import { expect, test } from 'vitest';
import { limitOf, sinceOf } from '../../../cli/history/reach.ts';

const NOW = new Date('2026-11-21T08:00:00.000Z');

test.each([
  ['30d', '2026-10-22T08:00:00.000Z'],
  ['0d', '2026-11-21T08:00:00.000Z'],
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T12:30', '2026-11-01T12:30:00.000Z'],
  ['2026-11-01T12:30:15Z', '2026-11-01T12:30:15.000Z'],
  ['2026-11-01T12:30+02:00', '2026-11-01T10:30:00.000Z'],
])('%s goes back to %s', (text, since) => {
  expect(sinceOf(text, NOW)).toBe(since);
});

test.each(['', '30', 'd', '-1d', '1.5d', '2w', 'yesterday', '2026-13-01', '2026-11', '11/01/2026', '999999999d'])(
  'since %j is refused, with what to write',
  (text) => {
    expect(() => sinceOf(text, NOW)).toThrow('write a number of days, such as 30d, or a date, such as 2026-11-21');
  },
);

test.each(['0', '-1', '1.5', 'all', '1001', ''])('a limit of %j is refused', (text) => {
  expect(() => limitOf(text)).toThrow('write a number of records, at most 1000');
});

test('a limit is a number of records', () => {
  expect(limitOf('1000')).toBe(1000);
});
