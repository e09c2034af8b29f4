import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, dateAt, startClock } from '../../replay/clock.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('the clock of a replay', () => {
  let clock: Clock | null = null;
  afterEach(() => clock?.stop());

  test('is the time of the whole process, and stands still', () => {
    clock = startClock(NOON);
    expect([Date.now(), new Date().toISOString()]).toEqual([NOON, '2026-11-21T12:00:00.000Z']);
    clock.moveTo(NOON + 5_000);
    expect(Date.now()).toBe(NOON + 5_000);
  });

  test('never runs back', () => {
    clock = startClock(NOON);
    clock.moveTo(NOON - 1);
    expect(clock.now()).toBe(NOON);
  });

  test('gives the process its own time back', () => {
    const own = Date;
    startClock(NOON).stop();
    expect(Date).toBe(own);
  });

  test('is one of a kind: a second replay has to wait', () => {
    clock = startClock(NOON);
    expect(() => startClock(NOON)).toThrow('a replay is running in this process; wait until it has ended');
  });
});

describe('a date at another time', () => {
  const At = dateAt(() => NOON);

  test('tells other times as ever', () => {
    expect(new At('2020-01-01T00:00:00Z').getTime()).toBe(Date.parse('2020-01-01T00:00:00Z'));
    expect(At.UTC(2020, 0, 1)).toBe(Date.UTC(2020, 0, 1));
    expect(At()).toBe(new Date(NOON).toString());
  });

  test('makes dates that are dates', () => {
    expect(new At()).toBeInstanceOf(Date);
    expect(new Date()).toBeInstanceOf(At);
  });
});
