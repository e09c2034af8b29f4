import { describe, expect, test } from 'vitest';
import type { RoundUps } from '../../functions/core/ports/round-ups.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 21, 8, minutes)).toISOString();

/** What all that gathers first counts promises. */
export const roundUpsContract = (newRoundUps: () => Promise<RoundUps>): void => {
  test('the first goes at once, others within the hour wait for its end', async () => {
    const roundUps = await newRoundUps();
    expect(await roundUps.join('payments', 'a', at(0), 'hour')).toBe('now');
    expect(await roundUps.join('payments', 'c', at(10), 'hour')).toBe('waits');
    expect(await roundUps.join('payments', 'b', at(59), 'hour')).toBe('waits');
    expect(await roundUps.due(at(59), 10)).toEqual([]);
    expect(await roundUps.gather('payments', at(59))).toBeNull();
    expect(await roundUps.due(at(60), 10)).toEqual(['payments']);
    expect(await roundUps.gather('payments', at(62))).toEqual({ endedAt: at(60), recordKeys: ['b', 'c'] });
  });

  test('what asks again is answered the same', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0), 'hour');
    await roundUps.join('payments', 'b', at(1), 'hour');
    expect(await roundUps.join('payments', 'a', at(0), 'hour')).toBe('now');
    expect(await roundUps.join('payments', 'b', at(2), 'hour')).toBe('waits');
    expect((await roundUps.gather('payments', at(70)))?.recordKeys).toEqual(['b']);
    expect(await roundUps.join('payments', 'b', at(71), 'hour')).toBe('waits');
  });

  test('what asks again after its round-up was told is not told by itself, nor in the next', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0), 'hour');
    await roundUps.join('payments', 'b', at(59), 'hour');
    await roundUps.gather('payments', at(60));
    await roundUps.done('payments');
    await roundUps.done('payments');
    expect(await roundUps.join('payments', 'b', at(65), 'hour')).toBe('waits');
    expect(await roundUps.due(at(200), 10)).toEqual([]);
    expect(await roundUps.join('payments', 'c', at(70), 'hour')).toBe('now');
    expect(await roundUps.join('payments', 'b', at(75), 'hour')).toBe('waits');
    expect(await roundUps.due(at(200), 10)).toEqual([]);
  });

  test('is gathered the same until it is done, whoever comes meanwhile', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0), 'hour');
    await roundUps.join('payments', 'b', at(1), 'hour');
    const gathered = await roundUps.gather('payments', at(60));
    expect(await roundUps.join('payments', 'c', at(61), 'hour')).toBe('now');
    expect(await roundUps.join('payments', 'd', at(62), 'hour')).toBe('waits');
    expect(await roundUps.gather('payments', at(63))).toEqual(gathered);
    await roundUps.done('payments');
    expect(await roundUps.gather('payments', at(64))).toBeNull();
    expect(await roundUps.due(at(64), 10)).toEqual([]);
    expect(await roundUps.due(at(121), 10)).toEqual(['payments']);
    expect(await roundUps.gather('payments', at(121))).toEqual({ endedAt: at(121), recordKeys: ['d'] });
  });

  test('an hour in which nobody waited ends without a word', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0), 'hour');
    expect(await roundUps.due(at(90), 10)).toEqual([]);
    expect(await roundUps.join('payments', 'b', at(90), 'hour')).toBe('now');
  });

  test('what comes after the hour, while others wait to be told, is told with them', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0), 'hour');
    await roundUps.join('payments', 'b', at(1), 'hour');
    expect(await roundUps.join('payments', 'c', at(61), 'hour')).toBe('waits');
    expect((await roundUps.gather('payments', at(65)))?.recordKeys).toEqual(['b', 'c']);
  });

  test('each receiver has an hour of its own', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0), 'hour');
    expect(await roundUps.join('platform', 'a', at(1), 'hour')).toBe('now');
    await roundUps.join('platform', 'b', at(2), 'hour');
    await roundUps.join('payments', 'b', at(3), 'hour');
    expect(await roundUps.due(at(100), 10)).toEqual(['payments', 'platform']);
    expect(await roundUps.due(at(100), 1)).toEqual(['payments']);
    await roundUps.gather('payments', at(100));
    await roundUps.done('payments');
    expect(await roundUps.due(at(100), 10)).toEqual(['platform']);
  });

  describe('what a sweep found', () => {
    test('waits for an hour after the last of it, and is told in one', async () => {
      const roundUps = await newRoundUps();
      expect(await roundUps.join('payments', 'b', at(0), 'sweep')).toBe('waits');
      expect(await roundUps.join('payments', 'a', at(40), 'sweep')).toBe('waits');
      expect(await roundUps.due(at(99), 10)).toEqual([]);
      expect(await roundUps.gather('payments', at(99))).toBeNull();
      expect(await roundUps.due(at(100), 10)).toEqual(['payments']);
      expect(await roundUps.gather('payments', at(100))).toEqual({ endedAt: at(100), recordKeys: ['a', 'b'] });
      await roundUps.done('payments');
      expect(await roundUps.due(at(999), 10)).toEqual([]);
    });

    test('and asks again does not make the others wait', async () => {
      const roundUps = await newRoundUps();
      await roundUps.join('payments', 'a', at(0), 'sweep');
      expect(await roundUps.join('payments', 'a', at(30), 'sweep')).toBe('waits');
      expect(await roundUps.due(at(60), 10)).toEqual(['payments']);
      await roundUps.gather('payments', at(60));
      expect(await roundUps.join('payments', 'a', at(61), 'sweep')).toBe('waits');
      await roundUps.done('payments');
      expect(await roundUps.join('payments', 'a', at(62), 'sweep')).toBe('waits');
      expect(await roundUps.due(at(999), 10)).toEqual([]);
    });

    test('is told with what was counted meanwhile, and with what waited before', async () => {
      const roundUps = await newRoundUps();
      expect(await roundUps.join('payments', 'told', at(0), 'hour')).toBe('now');
      expect(await roundUps.join('payments', 'before', at(1), 'hour')).toBe('waits');
      await roundUps.join('payments', 'swept', at(50), 'sweep');
      expect(await roundUps.join('payments', 'meanwhile', at(70), 'hour')).toBe('waits');
      expect(await roundUps.due(at(109), 10)).toEqual([]);
      expect((await roundUps.gather('payments', at(110)))?.recordKeys).toEqual(['before', 'meanwhile', 'swept']);
    });

    test('while a round-up is being told waits for the next', async () => {
      const roundUps = await newRoundUps();
      await roundUps.join('payments', 'a', at(0), 'sweep');
      const gathered = await roundUps.gather('payments', at(60));
      await roundUps.join('payments', 'b', at(61), 'sweep');
      expect(await roundUps.due(at(62), 10)).toEqual(['payments']);
      expect(await roundUps.gather('payments', at(62))).toEqual(gathered);
      await roundUps.done('payments');
      expect(await roundUps.due(at(120), 10)).toEqual([]);
      expect(await roundUps.due(at(121), 10)).toEqual(['payments']);
      expect(await roundUps.gather('payments', at(121))).toEqual({ endedAt: at(121), recordKeys: ['b'] });
    });
  });
};
