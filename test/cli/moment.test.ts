import { expect, test } from 'vitest';
import { momentOf } from '../../cli/moment.ts';

const NOW = new Date('2026-11-21T08:00:00.000Z');

test.each([
  ['30d', '2026-10-22T08:00:00.000Z'],
  ['0d', '2026-11-21T08:00:00.000Z'],
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T12:30', '2026-11-01T12:30:00.000Z'],
  ['2026-11-01T12:30:15Z', '2026-11-01T12:30:15.000Z'],
  ['2026-11-01T12:30+02:00', '2026-11-01T10:30:00.000Z'],
])('%s is %s', (text, moment) => {
  expect(momentOf(text, NOW)).toBe(moment);
});

test.each(['', '30', 'd', '-1d', '1.5d', '2w', 'yesterday', '2026-13-01', '2026-11', '11/01/2026', '999999999d'])(
  '%j is refused, with what to write',
  (text) => {
    expect(() => momentOf(text, NOW)).toThrow(
      'write a number of days, such as 30d, a date, such as 2026-11-21, or a moment, such as 2026-11-21T14:00Z',
    );
  },
);
