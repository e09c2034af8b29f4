import { expect, test } from 'vitest';
import type { RoundUps } from '../../functions/core/ports.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 21, 8, minutes)).toISOString();

/** What all that gathers first counts promises. */
export const roundUpsContract = (newRoundUps: () => Promise<RoundUps>): void => {
  test('the first goes at once, others within the hour wait for its end', async () => {
    const roundUps = await newRoundUps();
    expect(await roundUps.join('payments', 'a', at(0))).toBe('now');
    expect(await roundUps.join('payments', 'c', at(10))).toBe('waits');
    expect(await roundUps.join('payments', 'b', at(59))).toBe('waits');
    expect(await roundUps.due(at(59), 10)).toEqual([]);
    expect(await roundUps.gather('payments', at(59))).toBeNull();
    expect(await roundUps.due(at(60), 10)).toEqual(['payments']);
    expect(await roundUps.gather('payments', at(62))).toEqual({ endedAt: at(60), recordKeys: ['b', 'c'] });
  });

  test('what asks again is answered the same', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0));
    await roundUps.join('payments', 'b', at(1));
    expect(await roundUps.join('payments', 'a', at(0))).toBe('now');
    expect(await roundUps.join('payments', 'b', at(2))).toBe('waits');
    expect((await roundUps.gather('payments', at(70)))?.recordKeys).toEqual(['b']);
    expect(await roundUps.join('payments', 'b', at(71))).toBe('waits');
  });

  test('what asks again after its round-up was told is not told by itself, nor in the next', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0));
    await roundUps.join('payments', 'b', at(59));
    await roundUps.gather('payments', at(60));
    await roundUps.done('payments');
    await roundUps.done('payments');
    expect(await roundUps.join('payments', 'b', at(65))).toBe('waits');
    expect(await roundUps.due(at(200), 10)).toEqual([]);
    expect(await roundUps.join('payments', 'c', at(70))).toBe('now');
    expect(await roundUps.join('payments', 'b', at(75))).toBe('waits');
    expect(await roundUps.due(at(200), 10)).toEqual([]);
  });

  test('is gathered the same until it is done, whoever comes meanwhile', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0));
    await roundUps.join('payments', 'b', at(1));
    const gathered = await roundUps.gather('payments', at(60));
    expect(await roundUps.join('payments', 'c', at(61))).toBe('now');
    expect(await roundUps.join('payments', 'd', at(62))).toBe('waits');
    expect(await roundUps.gather('payments', at(63))).toEqual(gathered);
    await roundUps.done('payments');
    expect(await roundUps.gather('payments', at(64))).toBeNull();
    expect(await roundUps.due(at(64), 10)).toEqual([]);
    expect(await roundUps.due(at(121), 10)).toEqual(['payments']);
    expect(await roundUps.gather('payments', at(121))).toEqual({ endedAt: at(121), recordKeys: ['d'] });
  });

  test('an hour in which nobody waited ends without a word', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0));
    expect(await roundUps.due(at(90), 10)).toEqual([]);
    expect(await roundUps.join('payments', 'b', at(90))).toBe('now');
  });

  test('what comes after the hour, while others wait to be told, is told with them', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0));
    await roundUps.join('payments', 'b', at(1));
    expect(await roundUps.join('payments', 'c', at(61))).toBe('waits');
    expect((await roundUps.gather('payments', at(65)))?.recordKeys).toEqual(['b', 'c']);
  });

  test('each receiver has an hour of its own', async () => {
    const roundUps = await newRoundUps();
    await roundUps.join('payments', 'a', at(0));
    expect(await roundUps.join('platform', 'a', at(1))).toBe('now');
    await roundUps.join('platform', 'b', at(2));
    await roundUps.join('payments', 'b', at(3));
    expect(await roundUps.due(at(100), 10)).toEqual(['payments', 'platform']);
    expect(await roundUps.due(at(100), 1)).toEqual(['payments']);
    await roundUps.gather('payments', at(100));
    await roundUps.done('payments');
    expect(await roundUps.due(at(100), 10)).toEqual(['platform']);
  });
};
