import { expect, test } from 'vitest';
import { dueAt } from '../../../functions/core/domain/due-at.ts';

const [first, second, third] = ['2026-11-22T08:00:00.000Z', '2026-12-01T08:00:00.000Z', '2027-04-29T09:00:00.000Z'];

const aHead = (liveUntil: string, inUse: number | null = null) => ({ liveUntil, inUse });

test('is when the first head ends, or the first reminder is due, whichever comes before', () => {
  expect(dueAt({ heads: [aHead(third), aHead(second)], reminders: [], awaited: [] })).toBe(second);
  expect(dueAt({ heads: [aHead(third)], reminders: [{ dueAt: first }, { dueAt: second }], awaited: [] })).toBe(first);
  expect(dueAt({ heads: [aHead(first)], reminders: [{ dueAt: second }], awaited: [] })).toBe(first);
});

test('is when a scan should have come', () => {
  expect(dueAt({ heads: [aHead(third)], reminders: [{ dueAt: second }], awaited: [{ dueAt: first }] })).toBe(first);
});

test('is never for an image that is in use, however old', () => {
  expect(dueAt({ heads: [aHead(first, 1), aHead(second, 0)], reminders: [], awaited: [] })).toBe(second);
});

test('is never where there is neither', () => {
  expect(dueAt({ heads: [], reminders: [], awaited: [] })).toBeNull();
});
