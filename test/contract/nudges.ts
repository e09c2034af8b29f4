import { expect, test } from 'vitest';
import type { Nudge, Nudges } from '../../functions/core/ports/nudges.ts';
import { aDigest, aRegistry } from '../support/builders.ts';

interface NudgesWorld {
  readonly nudges: Nudges;
  /** What evaluations are fed with, as they read it. */
  fed(): Promise<readonly Nudge[]>;
}

const named = (id: string) => ({ id, repository: 'payments/api', registry: aRegistry() });

const aNudge = (lineage: string): Nudge => ({
  kind: 'due',
  ...named(`${lineage}@7 2026-11-21T08:10:00.000Z`),
  lineage,
});

/** What every queue of nudges promises. */
export const nudgesContract = (newWorld: () => Promise<NudgesWorld>): void => {
  test('nothing is fed that was not sent', async () => {
    const { nudges, fed } = await newWorld();
    await nudges.send([]);
    expect(await fed()).toEqual([]);
  });

  test.each(['payments/api', 'payments/api:web-*', 'payments/api:{a,"b\\'])(
    'that %s is due arrives as it was sent',
    async (name) => {
      const { nudges, fed } = await newWorld();
      await nudges.send([aNudge(name)]);
      expect(await fed()).toEqual([aNudge(name)]);
    },
  );

  test.each<Nudge>([
    { kind: 'found', ...named('1'), digest: aDigest() },
    { kind: 'swept', ...named('2'), digest: aDigest(), first: true },
    { kind: 'swept', ...named('3'), digest: aDigest(), first: false },
    { kind: 'posture', ...named('4'), frequency: 'MANUAL' },
  ])('$kind arrives as it was sent', async (nudge) => {
    const { nudges, fed } = await newWorld();
    await nudges.send([nudge]);
    expect(await fed()).toEqual([nudge]);
  });

  test('each arrives, more than SQS takes at once', async () => {
    const { nudges, fed } = await newWorld();
    const names = Array.from({ length: 23 }, (_, index) => `lineage-${index}`);
    await nudges.send(names.map(aNudge));
    expect((await fed()).map(({ id }) => id).sort()).toEqual(
      names
        .map(aNudge)
        .map(({ id }) => id)
        .sort(),
    );
  });
};
