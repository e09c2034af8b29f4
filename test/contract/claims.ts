import { expect, test } from 'vitest';
import type { Claims } from '../../functions/core/ports/deliveries.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 8, 0, second)).toISOString();

const ID = 'records/0123456789abcdef0123456789.json.gz#payments';
const FAILURE = { kind: 'retry', reason: 'Slack answered 503', afterSeconds: 0 } as const;

/** What all that keeps claims promises. */
export const claimsContract = (newClaims: () => Promise<Claims>): void => {
  test('the first who claims a delivery has it, with nothing accepted yet', async () => {
    expect(await (await newClaims()).claim(ID, at(0), at(10))).toEqual({ kind: 'claimed', receipts: [] });
  });

  test('of many who claim at the same time exactly one has it', async () => {
    const claims = await newClaims();
    const answers = await Promise.all(Array.from({ length: 10 }, () => claims.claim(ID, at(0), at(10))));
    expect(answers.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill('busy'), 'claimed']);
  });

  test('a lease that ended is taken over by exactly one, with what was accepted', async () => {
    const claims = await newClaims();
    await claims.claim(ID, at(0), at(10));
    await claims.keep(ID, ['1763712005.000100', null]);
    expect(await claims.claim(ID, at(9), at(20))).toEqual({ kind: 'busy' });
    const answers = await Promise.all([1, 2, 3].map(() => claims.claim(ID, at(10), at(20))));
    expect(answers.filter(({ kind }) => kind === 'busy')).toHaveLength(2);
    expect(answers).toContainEqual({ kind: 'claimed', receipts: ['1763712005.000100', null] });
    expect(await claims.claim(ID, at(19), at(30))).toEqual({ kind: 'busy' });
  });

  test('what was kept last counts', async () => {
    const claims = await newClaims();
    await claims.claim(ID, at(0), at(10));
    await claims.keep(ID, ['1']);
    await claims.keep(ID, ['1', '2']);
    expect(await claims.claim(ID, at(10), at(20))).toEqual({ kind: 'claimed', receipts: ['1', '2'] });
  });

  test('what was given back is claimed at once, with what was accepted', async () => {
    const claims = await newClaims();
    await claims.claim(ID, at(0), at(10));
    await claims.keep(ID, ['1']);
    await claims.release(ID, FAILURE);
    expect(await claims.claim(ID, at(1), at(11))).toEqual({ kind: 'claimed', receipts: ['1'] });
    expect(await claims.claim(ID, at(2), at(12))).toEqual({ kind: 'busy' });
  });

  test('what is delivered is never claimed again', async () => {
    const claims = await newClaims();
    await claims.claim(ID, at(0), at(10));
    await claims.delivered(ID, ['1'], at(1));
    for (const second of [1, 2, 10, 50])
      expect(await claims.claim(ID, at(second), at(59))).toEqual({ kind: 'delivered' });
    await claims.delivered(ID, ['1'], at(1));
    await claims.release(ID, FAILURE);
    expect(await claims.claim(ID, at(59), at(60))).toEqual({ kind: 'delivered' });
  });

  test('deliveries are apart', async () => {
    const claims = await newClaims();
    await claims.claim(ID, at(0), at(10));
    expect(await claims.claim(`${ID}2`, at(0), at(10))).toEqual({ kind: 'claimed', receipts: [] });
  });

  test.each<[string, (claims: Claims) => Promise<void>]>([
    ['keep', (claims) => claims.keep(ID, [])],
    ['delivered', (claims) => claims.delivered(ID, [], at(1))],
    ['release', (claims) => claims.release(ID, FAILURE)],
  ])('%s without a claim throws, and makes none', async (_, change) => {
    const claims = await newClaims();
    await expect(change(claims)).rejects.toThrow(`delivery ${ID} is not claimed`);
    expect(await claims.claim(ID, at(0), at(10))).toEqual({ kind: 'claimed', receipts: [] });
  });
};
