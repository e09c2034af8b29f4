import { expect, test } from 'vitest';
import type { Nudge, Nudges } from '../../functions/core/ports.ts';
import { aRegistry } from '../support/builders.ts';

interface NudgesWorld {
  readonly nudges: Nudges;
  /** What evaluations are fed with, as they read it. */
  fed(): Promise<readonly Nudge[]>;
}

const aNudge = (lineage: string): Nudge => ({
  id: `${lineage}@7 2026-11-21T08:10:00.000Z`,
  lineage,
  repository: 'payments/api',
  registry: aRegistry(),
});

/** What every queue of nudges promises. */
export const nudgesContract = (newWorld: () => Promise<NudgesWorld>): void => {
  test('nothing is fed that was not sent', async () => {
    expect(await (await newWorld()).fed()).toEqual([]);
  });

  test.each(['payments/api', 'payments/api:web-*', 'payments/api:{a,"b\\'])(
    '%s arrives as it was sent',
    async (name) => {
      const { nudges, fed } = await newWorld();
      await nudges.send(aNudge(name));
      expect(await fed()).toEqual([aNudge(name)]);
    },
  );

  test('each arrives', async () => {
    const { nudges, fed } = await newWorld();
    for (const name of ['a', 'b', 'a']) await nudges.send(aNudge(name));
    expect((await fed()).map(({ lineage }) => lineage).sort()).toEqual(['a', 'a', 'b']);
  });
};
