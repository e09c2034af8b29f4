import { expect, test } from 'vitest';
import type { Sweep } from '../../functions/core/domain/sweep.ts';
import type { Sweeps } from '../../functions/core/ports/sweeps.ts';

const BEGUN: Sweep = {
  version: 1,
  startedAt: '2026-11-21T03:00:00.000Z',
  endedAt: null,
  after: null,
  first: true,
};

/** What all that keeps how far a sweep is promises. */
export const sweepsContract = (newSweeps: () => Promise<Sweeps>): void => {
  test('none is there before the first', async () => {
    expect(await (await newSweeps()).read()).toBeNull();
  });

  test.each([
    BEGUN,
    { ...BEGUN, after: 'payments/api' },
    { ...BEGUN, first: false },
    { ...BEGUN, after: 'payments/web', endedAt: '2026-11-21T03:05:00.000Z' },
  ])('%o is read as it was kept', async (sweep) => {
    const sweeps = await newSweeps();
    expect(await sweeps.save(sweep)).toBe('saved');
    expect(await sweeps.read()).toEqual(sweep);
  });

  test('of two that go on with it one is told that the other does', async () => {
    const sweeps = await newSweeps();
    const mine = { ...BEGUN, after: 'payments/api' };
    expect(await sweeps.save(mine)).toBe('saved');
    expect(await sweeps.save({ ...BEGUN, after: 'payments/web' })).toBe('conflict');
    const next = { ...mine, version: 2, after: 'payments/web' };
    expect(await sweeps.save({ ...next, version: 3 })).toBe('conflict');
    expect(await sweeps.save(next)).toBe('saved');
    expect(await sweeps.save({ ...next, after: 'payments/worker' })).toBe('conflict');
    expect(await sweeps.read()).toEqual(next);
  });
};
