import { expect, test } from 'vitest';
import { momentOf } from '../../../replay/scenario/moment.ts';

const EIGHT = Date.parse('2026-11-21T08:00:00Z');

test.each([
  ['2026-11-21T08:00:00Z', EIGHT],
  ['2026-11-21T09:00+01:00', EIGHT],
  ['+10m', EIGHT + 600_000],
  ['+1d2h3m4s', EIGHT + 93_784_000],
])('%s is a moment', (written, moment) => {
  expect(momentOf(written, EIGHT)).toBe(moment);
});

test.each(['tomorrow', '2026-11-21', '2026-11-21T08:00:00', '2026-13-40T08:00:00Z', '10m', '+10', '+1w', ''])(
  '"%s" is none',
  (written) => {
    expect(momentOf(written, EIGHT)).toBeNull();
  },
);

test('a first step comes after none', () => {
  expect(momentOf('+10m', null)).toBeNull();
});
