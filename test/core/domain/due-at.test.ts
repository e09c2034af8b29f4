import { expect, test } from 'vitest';
import { dueAt } from '../../../functions/core/domain/due-at.ts';

const [first, second, third] = ['2026-11-22T08:00:00.000Z', '2026-12-01T08:00:00.000Z', '2027-04-29T09:00:00.000Z'];

test('is when the first head ends, or the first reminder is due, whichever comes before', () => {
  expect(dueAt({ heads: [{ liveUntil: third }, { liveUntil: second }], reminders: [] })).toBe(second);
  expect(dueAt({ heads: [{ liveUntil: third }], reminders: [{ dueAt: first }, { dueAt: second }] })).toBe(first);
  expect(dueAt({ heads: [{ liveUntil: first }], reminders: [{ dueAt: second }] })).toBe(first);
});

test('is never where there is neither', () => {
  expect(dueAt({ heads: [], reminders: [] })).toBeNull();
});
