import { describe, expect, test } from 'vitest';
import type { Markers } from '../../functions/core/ports/markers.ts';
import { nudgeOverdue } from '../../functions/resend/overdue.ts';
import { aDigest, aPolicy, aRegistry } from '../support/builders.ts';
import { fakeMarkers } from '../support/fake-markers.ts';
import { fakeNudges } from '../support/fake-nudges.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 21, 8, minutes)).toISOString();

const A = { registry: aRegistry(), repository: 'payments/api', digest: aDigest('a') };
const B = { registry: aRegistry(), repository: 'payments/web', digest: aDigest('b') };

const aWorld = async (changes: Partial<Markers> = {}) => {
  const markers = fakeMarkers();
  await markers.mark(A, {}, at(0));
  await markers.mark(B, {}, at(10));
  const nudges = fakeNudges();
  let now = 16;
  return {
    policy: aPolicy(),
    markers: { ...markers, ...changes },
    nudges,
    now: () => new Date(at(now)),
    moveTo: (minutes: number) => {
      now = minutes;
    },
  };
};

describe('an image that was marked a quarter of an hour ago', () => {
  test('is nudged, and the others are not', async () => {
    const world = await aWorld();
    expect(await nudgeOverdue(world)).toBe(1);
    expect(world.nudges.sent).toEqual([{ kind: 'found', id: `payments/api@${A.digest} ${at(16)}`, ...A }]);
  });

  test('is nudged each hour, not each run, until it was evaluated', async () => {
    const world = await aWorld();
    const sent: number[] = [];
    for (let minutes = 16; minutes < 200; minutes += 5) {
      world.moveTo(minutes);
      if (minutes > 140) await world.markers.clear(A, (await world.markers.read(A))?.version ?? 0);
      await nudgeOverdue(world);
      sent.push(world.nudges.sent.filter(({ repository }) => repository === A.repository).length);
    }
    expect([sent[0], sent[11], sent[12], sent[24], sent.at(-1)]).toEqual([1, 1, 2, 3, 3]);
  });

  test('is not nudged where it was evaluated since the index was written', async () => {
    const world = await aWorld({ due: async () => [{ ...A, digest: aDigest('c') }] });
    expect(await nudgeOverdue(world)).toBe(0);
    expect(world.nudges.sent).toEqual([]);
  });

  test('is not nudged where scanning is basic by now: its marker ends by itself', async () => {
    const world = { ...(await aWorld()), policy: aPolicy({ scanning: 'basic' }) };
    expect(await nudgeOverdue(world)).toBe(0);
    expect(world.nudges.sent).toEqual([]);
  });

  test('stays overdue where the queue does not take the nudge, and holds up no other', async () => {
    const world = await aWorld();
    world.moveTo(30);
    const send: typeof world.nudges.send = async (all) =>
      all.some(({ repository }) => repository === A.repository)
        ? Promise.reject(new Error('SQS is down'))
        : world.nudges.send(all);
    await expect(nudgeOverdue({ ...world, nudges: { send } })).rejects.toThrow('1 of 2 images stay overdue');
    expect(world.nudges.sent).toMatchObject([B]);
    expect(await world.markers.due(at(30), 9)).toMatchObject([{ repository: A.repository }]);
  });
});
