import { beforeEach, describe, expect, test } from 'vitest';
import type { Image } from '../../functions/core/domain/image.ts';
import type { LineageItem } from '../../functions/core/ports/lineages.ts';
import type { Nudge } from '../../functions/core/ports/nudges.ts';
import { reconcile } from '../../functions/reconcile/reconcile.ts';
import { aDigest, aHead, aLineageItem, anImage, anIndex, aPattern, aPolicy, aRegistry } from '../support/builders.ts';
import { fakeImages } from '../support/fake-images.ts';
import { fakeJournal } from '../support/fake-journal.ts';
import { fakeLineages } from '../support/fake-lineages.ts';
import { fakeRepositories } from '../support/fake-repositories.ts';
import { fakeSweeps } from '../support/fake-sweeps.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_DAY = Date.parse('2026-11-21T05:55:00.000Z');

/** A registry whose first sweep was the day before, unless it is said otherwise. */
const aWorld = (overrides: { readonly policy?: ReturnType<typeof aPolicy> } = {}) => {
  const images = fakeImages();
  const repositories = fakeRepositories();
  const sent: { readonly nudge: Nudge; readonly after: number }[] = [];
  let nowMs = FIRST_DAY;
  const world = {
    policy: aPolicy(),
    images,
    repositories,
    lineages: fakeLineages(),
    sweeps: fakeSweeps(),
    nudges: {
      send: async (nudges: readonly Nudge[], after = 0) => void sent.push(...nudges.map((nudge) => ({ nudge, after }))),
    },
    journal: fakeJournal(),
    now: () => new Date(nowMs),
    timeLeftMs: () => 840_000,
    ...overrides,
  };
  return {
    ...world,
    sent,
    push: (image: Image) => {
      repositories.add(image.repository);
      images.push(image);
      for (const { digest } of image.parts) repositories.push({ repository: image.repository, digest });
    },
    pushIndex: (index: Image) => {
      repositories.add(index.repository);
      images.pushIndex(
        index,
        index.parts.map((part) => ({ ...part, isImage: true })),
      );
      for (const { digest } of index.parts) repositories.push({ repository: index.repository, digest });
    },
    keep: (item: Partial<LineageItem>) => {
      const kept = aLineageItem({ dueAt: '2027-05-20T00:00:00.000Z', ...item });
      world.lineages.items.set(kept.lineage, kept);
    },
    nextDay: () => {
      nowMs += DAY_MS;
      sent.length = 0;
    },
    /** The images that were nudged, by when. */
    nudged: (after: number) =>
      sent.flatMap(({ nudge, after: its }) =>
        nudge.kind === 'swept' && its === after ? [`${nudge.repository} ${nudge.digest.slice(7, 8)}`] : [],
      ),
    posture: () => sent.flatMap(({ nudge }) => (nudge.kind === 'posture' ? [[nudge.repository, nudge.frequency]] : [])),
  };
};

let world: ReturnType<typeof aWorld>;
/** The first sweep is over, of a registry with nothing in it. */
const pastFirst = async (overrides: Parameters<typeof aWorld>[0] = {}) => {
  world = aWorld(overrides);
  await reconcile(world);
  world.nextDay();
};
beforeEach(() => pastFirst());

const other = (digit: string, overrides: Partial<Image> = {}) => anImage({ digest: aDigest(digit), ...overrides });

describe('a sweep', () => {
  test('has every live image evaluated once, those scanned anew a while later', async () => {
    world.push(other('a'));
    world.push(other('b', { tags: ['prod'] }));
    world.push(other('c', { repository: 'base/node' }));
    world.keep({ heads: [aHead({ image: aDigest('a') }), aHead({ image: aDigest('f'), digest: aDigest('f') })] });
    expect(await reconcile(world)).toEqual({ repositories: 2, images: 4, scans: 3, isOver: true });
    expect(world.nudged(900)).toEqual(['base/node c', 'payments/api a', 'payments/api b']);
    expect(world.nudged(0)).toEqual(['payments/api f']);
    expect(world.sent[0]?.nudge).toEqual({
      kind: 'swept',
      id: `base/node@${aDigest('c')} swept 2026-11-22T05:55:00.000Z`,
      repository: 'base/node',
      registry: aRegistry(),
      digest: aDigest('c'),
      first: false,
    });
  });

  test('is one a day', async () => {
    world.push(other('a'));
    expect((await reconcile(world))?.isOver).toBe(true);
    expect(await reconcile(world)).toBeNull();
    expect(world.sent).toHaveLength(1);
    world.nextDay();
    expect((await reconcile(world))?.isOver).toBe(true);
    expect(world.nudged(0)).toEqual(['payments/api a']);
  });

  test('leaves out what the policy does not watch', async () => {
    await pastFirst({ policy: aPolicy({ watch: [aPattern('payments/**')] }) });
    world.push(other('a'));
    world.push(other('b', { repository: 'base/node' }));
    world.keep({ lineage: 'base/gone', repository: 'base/gone' });
    await reconcile(world);
    expect(world.nudged(900)).toEqual(['payments/api a']);
    expect(world.nudged(0)).toEqual([]);
  });

  test('comes by the images of a repository that is no more, and starts no scan there', async () => {
    world.keep({ lineage: 'payments/old', repository: 'payments/old', heads: [aHead({ image: aDigest('1') })] });
    const dev = { lineage: 'payments/old:dev-*', repository: 'payments/old', heads: [aHead({ image: aDigest('2') })] };
    world = Object.assign(world, {
      policy: aPolicy({ lineages: [{ repository: 'payments/old', tags: [aPattern('dev-*')] }] }),
    });
    world.keep(dev);
    expect(await reconcile(world)).toMatchObject({ repositories: 1, images: 2, scans: 0 });
    expect(world.nudged(0)).toEqual(['payments/old 1', 'payments/old 2']);
  });

  test('that is the first says so, and the next does not', async () => {
    world = aWorld();
    world.push(other('a'));
    world.push(other('b', { repository: 'base/node' }));
    expect(await reconcile(world)).toMatchObject({ images: 2, scans: 2 });
    expect(world.sent.map(({ nudge }) => nudge)).toMatchObject([{ first: true }, { first: true }]);
    world.nextDay();
    expect(await reconcile(world)).toMatchObject({ images: 2 });
    expect(world.sent[0]?.nudge).toMatchObject({ first: false });
  });
});

describe('a run', () => {
  const THREE = ['a/a', 'b/b', 'c/c'];
  beforeEach(() => {
    for (const repository of THREE) world.push(anImage({ repository }));
  });

  test('stops in time, and the next goes on where it stopped', async () => {
    const left = [840_000, 100_000];
    const timeLeftMs = () => left.shift() ?? 0;
    expect(await reconcile({ ...world, timeLeftMs })).toMatchObject({ repositories: 1, isOver: false });
    expect(world.sweeps.all.at(-1)).toMatchObject({ after: 'a/a', endedAt: null });
    expect(await reconcile(world)).toMatchObject({ repositories: 2, isOver: true });
    expect(world.nudged(900)).toEqual(['a/a a', 'b/b a', 'c/c a']);
    expect(await reconcile(world)).toBeNull();
  });

  test('leaves the rest to another that goes on with the same', async () => {
    const sweeps = {
      ...world.sweeps,
      save: async (sweep: Parameters<typeof world.sweeps.save>[0]) => {
        if (sweep.after === 'b/b') return 'conflict' as const;
        return world.sweeps.save(sweep);
      },
    };
    expect(await reconcile({ ...world, sweeps })).toMatchObject({ repositories: 1, isOver: false });
    expect(world.nudged(900)).toEqual(['a/a a', 'b/b a']);
  });

  test('goes on past a repository that cannot be looked at, and operators hear of it', async () => {
    const images = { ...world.images, tagged: failingFor(['b/b']) };
    expect(await reconcile({ ...world, images })).toMatchObject({ repositories: 2, isOver: true });
    expect(world.nudged(900)).toEqual(['a/a a', 'c/c a']);
    expect(world.journal.troubles).toEqual([
      { kind: 'NotReconciled', detail: { what: 'b/b', reason: 'Error: b/b is broken' } },
    ]);
  });

  test('fails where one repository after another cannot be looked at, and the next begins with them', async () => {
    for (const repository of ['d/d', 'e/e', 'f/f']) world.push(anImage({ repository }));
    const images = { ...world.images, tagged: failingFor(['b/b', 'c/c', 'd/d', 'e/e', 'f/f']) };
    await expect(reconcile({ ...world, images })).rejects.toThrow('5 repositories one after another');
    expect(await reconcile(world)).toMatchObject({ repositories: 5, isOver: true });
  });

  test('fails where the queue takes nothing, and nothing is lost', async () => {
    for (const repository of ['d/d', 'e/e']) world.push(anImage({ repository }));
    const nudges = { send: async () => Promise.reject(new Error('SQS is down')) };
    await expect(reconcile({ ...world, nudges })).rejects.toThrow('5 repositories');
    expect(await reconcile(world)).toMatchObject({ repositories: 5, isOver: true });
    expect(world.nudged(0)).toHaveLength(5);
  });

  const failingFor = (broken: readonly string[]) => async (repository: string) => {
    if (broken.includes(repository)) throw new Error(`${repository} is broken`);
    return world.images.tagged(repository);
  };
});

describe('a basic rescan', () => {
  const INDEX = anIndex({ 'linux/amd64': aDigest('1'), 'linux/arm64': aDigest('2') }, { digest: aDigest('e') });
  const started = () => world.repositories.started.map(({ digest }) => digest.slice(7, 8));

  test('is of each part of an index, whoever knows what it lists', async () => {
    world.pushIndex(INDEX);
    expect(await reconcile(world)).toMatchObject({ images: 1, scans: 2 });
    expect(started()).toEqual(['1', '2']);
    expect(world.nudged(900)).toEqual(['payments/api e']);
  });

  test('reads no index that is known', async () => {
    world.pushIndex(INDEX);
    const lists = [
      { digest: aDigest('1'), platform: 'linux/amd64', isImage: true as const },
      { digest: aDigest('3'), isImage: false as const },
    ];
    world.keep({
      heads: [aHead({ image: INDEX.digest, digest: aDigest('1') })],
      known: [{ digest: INDEX.digest, lists }],
    });
    const images = { ...world.images, list: async () => Promise.reject(new Error('it is known')) };
    await reconcile({ ...world, images });
    expect(started()).toEqual(['1']);
  });

  test('is of the parts that are heads where their index lost its tags', async () => {
    world.pushIndex({ ...INDEX, tags: [] });
    world.keep({ heads: [aHead({ image: INDEX.digest, digest: aDigest('2') })] });
    await reconcile(world);
    expect(started()).toEqual(['2']);
  });

  test('is one of a part that two images share, and both wait for it', async () => {
    world.pushIndex(INDEX);
    world.pushIndex(anIndex({ 'linux/amd64': aDigest('1') }, { digest: aDigest('f'), tags: ['prod'] }));
    expect(await reconcile(world)).toMatchObject({ images: 2, scans: 2 });
    expect(world.nudged(900).toSorted()).toEqual(['payments/api e', 'payments/api f']);
  });

  test('that none was started of does not keep an image waiting', async () => {
    world.images.push(other('a'));
    world.repositories.add('payments/api');
    expect(await reconcile(world)).toMatchObject({ images: 1, scans: 0 });
    expect(world.nudged(0)).toEqual(['payments/api a']);
  });

  test.each(['ENHANCED', 'SOMETHING_NEW'])('is not started where scanning is %s', async (type) => {
    world.push(other('a'));
    world.repositories.setType(type);
    const startScan = () => Promise.reject(new Error('nobody asked'));
    expect(await reconcile({ ...world, repositories: { ...world.repositories, startScan } })).toMatchObject({
      images: 1,
    });
    expect(world.nudged(0)).toEqual(['payments/api a']);
  });

  test('is not started where the policy says so', async () => {
    await pastFirst({ policy: aPolicy({ rescan: false }) });
    world.push(other('a'));
    const startScan = () => Promise.reject(new Error('nobody asked'));
    await reconcile({ ...world, repositories: { ...world.repositories, startScan } });
    expect(world.nudged(0)).toEqual(['payments/api a']);
    expect(world.journal.troubles).toEqual([]);
  });

  test('that is denied is trouble once, and the images are looked at all the same', async () => {
    for (const repository of ['a/a', 'b/b']) world.push(anImage({ repository }));
    world.repositories.deny('startScan');
    expect(await reconcile(world)).toMatchObject({ images: 2, scans: 0, isOver: true });
    expect(world.nudged(0)).toEqual(['a/a a', 'b/b a']);
    expect(world.journal.troubles).toEqual([
      {
        kind: 'NotReconciled',
        detail: { what: 'the daily scan of live images', reason: 'not authorized to perform this' },
      },
    ]);
  });

  test('is not started where nobody may know what scans the registry, which is trouble', async () => {
    world.push(other('a'));
    world.repositories.deny('scanType');
    expect(await reconcile(world)).toMatchObject({ images: 1, scans: 0, isOver: true });
    expect(world.journal.troubles).toMatchObject([{ detail: { what: 'how the registry scans' } }]);
  });
});

describe('how repositories are scanned', () => {
  const MANUAL = { frequency: 'MANUAL', onPush: false };
  const ON_PUSH = { frequency: 'SCAN_ON_PUSH', onPush: true };
  const told = async (scanning: typeof MANUAL, item: Partial<LineageItem> = {}, type = 'ENHANCED') => {
    world.repositories.setType(type);
    world.keep(item);
    world.repositories.add('payments/api', scanning);
    await reconcile(world);
    return world.posture();
  };

  test('is told where nothing scans live images, until that was told', async () => {
    expect(await told(MANUAL)).toEqual([['payments/api', 'MANUAL']]);
    world.nextDay();
    expect(await told(MANUAL, { scanning: 'off' })).toEqual([]);
  });

  test('is told where something scans them again', async () => {
    expect(await told(ON_PUSH, { scanning: 'off' })).toEqual([['payments/api', 'SCAN_ON_PUSH']]);
    world.nextDay();
    expect(await told(ON_PUSH, { scanning: 'on' })).toEqual([]);
  });

  test('is not told where it is as it was, or there is no live image', async () => {
    expect(await told(ON_PUSH)).toEqual([]);
    world.nextDay();
    expect(await told(MANUAL, { heads: [] })).toEqual([]);
  });

  test('is no news where we have them scanned every day', async () => {
    expect(await told(MANUAL, {}, 'BASIC')).toEqual([]);
    world.nextDay();
    expect(await told(MANUAL, { scanning: 'off' }, 'BASIC')).toEqual([['payments/api', 'DAILY']]);
  });

  test('is asked of 25 at a time, and not of those that are no more', async () => {
    for (let n = 10; n < 40; n += 1) world.push(anImage({ repository: `team/service-${n}` }));
    world.keep({ lineage: 'team/gone', repository: 'team/gone' });
    const asked: number[] = [];
    const scanning = async (names: readonly string[]) => {
      asked.push(names.length);
      return world.repositories.scanning(names);
    };
    await reconcile({ ...world, repositories: { ...world.repositories, scanning } });
    expect(asked).toEqual([24, 6]);
  });

  test('that nobody may know is trouble, and the images are looked at all the same', async () => {
    world.push(other('a'));
    const scanning = async () => Promise.reject(new Error('denied'));
    const done = await reconcile({ ...world, repositories: { ...world.repositories, scanning } });
    expect(done).toMatchObject({ images: 1, isOver: true });
    expect(world.journal.troubles).toMatchObject([{ detail: { what: 'the scanning of payments/api' } }]);
  });
});
