import { expect, test } from 'vitest';
import type { TagHistory } from '../../functions/core/ports/tag-history.ts';
import { aDigest } from '../support/builders.ts';

const FIRST = { digest: aDigest('a'), at: '2026-03-01T09:00:00.000Z' };
const SECOND = { digest: aDigest('b'), at: '2026-03-03T14:00:00.000Z' };
const LATER = { digest: null, at: '2027-01-31T23:59:59.999Z' };

/** What all that keeps the history of tags promises. */
export const tagHistoryContract = (newHistory: () => Promise<TagHistory>): void => {
  const kept = async (...moves: readonly (typeof FIRST | typeof LATER)[]) => {
    const history = await newHistory();
    for (const move of moves) await history.keep('payments/api', 'latest', move);
    return (from: string, to: string) => history.moves('payments/api', 'latest', from, to);
  };

  test('a tag that nobody moved has none', async () => {
    expect(await (await kept())('2026-01-01T00:00:00.000Z', '2026-12-31T00:00:00.000Z')).toEqual([]);
  });

  test('moves are there earliest first, in whichever order they came', async () => {
    const moves = await kept(LATER, SECOND, FIRST);
    expect(await moves(FIRST.at, LATER.at)).toEqual([FIRST, SECOND, LATER]);
  });

  test('a move that comes twice is there once', async () => {
    const moves = await kept(FIRST, FIRST);
    expect(await moves(FIRST.at, SECOND.at)).toEqual([FIRST]);
  });

  test('months that were not asked for are left out', async () => {
    const moves = await kept(FIRST, LATER);
    expect(await moves('2026-03-31T00:00:00.000Z', '2026-12-31T00:00:00.000Z')).toEqual([FIRST]);
    expect(await moves('2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z')).toEqual([LATER]);
  });

  test('each tag has its own, and each repository', async () => {
    const history = await newHistory();
    await history.keep('payments/api', 'latest', FIRST);
    const march = ['2026-03-01T00:00:00.000Z', '2026-03-31T00:00:00.000Z'] as const;
    expect(await history.moves('payments/api', 'prod', ...march)).toEqual([]);
    expect(await history.moves('payments', 'latest', ...march)).toEqual([]);
  });
};
