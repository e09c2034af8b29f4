import { describe, expect, test } from 'vitest';
import type { LineageItem } from '../../functions/core/ports/lineages.ts';
import type { Listed } from '../../functions/core/ports/registry.ts';
import { newItem } from '../../functions/evaluate-scan/lineage-state.ts';
import type { ImageNudge } from '../../functions/evaluate-scan/nudge.ts';
import { sight } from '../../functions/evaluate-scan/sight.ts';
import { aDigest, aHead, anImage, anIndex, aPattern, aPolicy, aRegistry } from '../support/builders.ts';
import { aWorld, pushed, scanned, touched } from '../support/evaluation-world.ts';

const [amd, arm, attestation] = [aDigest('1'), aDigest('2'), aDigest('3')];
const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm });
const lists: readonly Listed[] = [
  { digest: amd, platform: 'linux/amd64', isImage: true },
  { digest: arm, platform: 'linux/arm64', isImage: true },
  { digest: attestation, isImage: false },
];
const known = { digest: index.digest, lists };

const anItem = (overrides: Partial<LineageItem> = {}): LineageItem => ({
  ...newItem('payments/api', 'payments/api', aRegistry()),
  ...overrides,
});

/** The registry after a push by buildx: the parts, an attestation, and then the index, perhaps. */
const aRegistryWith = ({ hasIndex = true, tags = index.tags, listed = lists } = {}) => {
  const world = aWorld();
  for (const digest of [amd, arm, attestation]) world.images.push({ ...index, digest, tags: [] });
  if (hasIndex) world.images.pushIndex({ ...index, tags }, listed);
  return world;
};

const looked = (
  nudge: ImageNudge,
  { world = aRegistryWith(), item = anItem(), waitedSeconds = 0 }: Partial<Parameters<typeof sight>[0]> = {},
) => sight({ world, nudge, item, waitedSeconds });

const seen = (image = index) => ({ kind: 'sight', sighting: { kind: 'seen', image } });
const ignored = (reason: string) => ({ kind: 'ended', outcome: { outcome: 'ignored', reason } });

describe('a part of an index', () => {
  test('is the index, where that is known: nothing is read but its tags', async () => {
    const world = aRegistryWith();
    const images = { ...world.images, list: async () => Promise.reject(new Error('read')) };
    for (const digest of [amd, arm])
      expect(
        await looked(scanned({ digest }), { world: { ...world, images }, item: anItem({ known: [known] }) }),
      ).toMatchObject(seen());
  });

  test('waits for its index, two minutes in all', async () => {
    const world = aRegistryWith({ hasIndex: false });
    expect(await looked(scanned({ digest: amd }), { world })).toMatchObject({ kind: 'later', afterSeconds: 120 });
    expect(await looked(scanned({ digest: amd }), { world, waitedSeconds: 30.4 })).toMatchObject({ afterSeconds: 90 });
    expect(await looked(scanned({ digest: amd }), { world, waitedSeconds: 120 })).toMatchObject({ kind: 'sight' });
  });

  test('finds its index among those with a tag, if no event told of it, and has it remembered', async () => {
    expect(await looked(scanned({ digest: arm }), { waitedSeconds: 120 })).toMatchObject({ ...seen(), known });
  });

  test('whose index has no tag is an image by itself that never had one', async () => {
    const world = aRegistryWith({ tags: [] });
    const parts = [{ digest: amd, platform: null }];
    expect(await looked(scanned({ digest: amd }), { world, waitedSeconds: 120 })).toEqual({
      kind: 'sight',
      sighting: {
        kind: 'seen',
        image: anImage({ digest: amd, tags: [], parts }),
        taggedAt: null,
        hadTags: false,
      },
      known: null,
    });
  });

  test('of two indexes that are known is the later; of one that is gone, the other', async () => {
    const world = aRegistryWith();
    const later = { ...index, digest: aDigest('f'), tags: ['v1.4.3'] };
    world.images.pushIndex(later, lists);
    const item = anItem({ known: [known, { digest: later.digest, lists }] });
    expect(await looked(scanned({ digest: amd }), { world, item })).toMatchObject(seen(later));
    world.images.delete(later);
    expect(await looked(scanned({ digest: amd }), { world, item })).toMatchObject(seen());
  });

  test('of two indexes that are known is the one that has a tag', async () => {
    const world = aRegistryWith();
    const later = { ...index, digest: aDigest('f'), tags: [] };
    world.images.pushIndex(later, lists);
    const both = [known, { digest: later.digest, lists }];
    expect(await looked(scanned({ digest: amd }), { world, item: anItem({ known: both }) })).toMatchObject(seen());
    world.images.pushIndex({ ...index, tags: [] }, lists);
    expect(await looked(scanned({ digest: amd }), { world, item: anItem({ known: both }) })).toEqual(
      ignored('it lost its tags'),
    );
  });

  test('that was deleted with its index is gone, if it was a head', async () => {
    const world = aWorld();
    expect(await looked(touched({ digest: amd }), { world, item: anItem({ known: [known] }) })).toMatchObject(
      ignored('there is no such image any more'),
    );
    const heads = [aHead({ digest: amd, image: index.digest })];
    expect(await looked(touched({ digest: amd }), { world, item: anItem({ known: [known], heads }) })).toEqual({
      kind: 'sight',
      sighting: { kind: 'gone', digest: amd, cause: 'deleted' },
      known: null,
    });
  });
});

describe('an attestation', () => {
  const reason = `it is no image: the index ${index.digest} lists it as an attestation`;

  test('is ignored, with the index that lists it', async () => {
    expect(await looked(scanned({ digest: attestation }), { item: anItem({ known: [known] }) })).toEqual(
      ignored(reason),
    );
  });

  test('is ignored where no event told of its index', async () => {
    expect(await looked(scanned({ digest: attestation }), { waitedSeconds: 120 })).toEqual(ignored(reason));
  });
});

describe('an index', () => {
  test('that is pushed is read once, and remembered with all that it lists', async () => {
    expect(await looked(pushed({ digest: index.digest }))).toEqual({
      kind: 'sight',
      sighting: { kind: 'seen', image: index, taggedAt: '2026-10-31T09:00:00.000Z', hadTags: true },
      known,
    });
  });

  test('whose tag is another’s by now is remembered all the same: an image that had a tag once', async () => {
    const world = aRegistryWith({ tags: [] });
    expect(await looked(pushed({ digest: index.digest }), { world })).toMatchObject({
      sighting: { hadTags: true, image: { tags: [] } },
      known,
    });
  });

  test('that lists no image is ignored', async () => {
    const world = aRegistryWith({ listed: [{ digest: attestation, isImage: false }] });
    expect(await looked(pushed({ digest: index.digest }), { world })).toEqual(
      ignored('it is an index that lists no image'),
    );
  });
});

describe('a manifest by itself', () => {
  const image = anImage();
  const registry = (tags: readonly string[] = image.tags) => {
    const world = aWorld();
    world.images.push({ ...image, tags });
    return world;
  };

  test('with a tag is seen at once', async () => {
    expect(await looked(scanned(), { world: registry() })).toEqual({
      kind: 'sight',
      sighting: { kind: 'seen', image, taggedAt: null, hadTags: false },
      known: null,
    });
  });

  test('that is given a tag is remembered: it will have had one', async () => {
    expect(await looked(pushed(), { world: registry() })).toMatchObject({
      sighting: { kind: 'seen', taggedAt: '2026-10-31T09:00:00.000Z', hadTags: true },
      known: { digest: image.digest, lists: [] },
    });
  });

  test('that lost its tags is ignored, unless it leads a line', async () => {
    const world = registry([]);
    const item = anItem({ known: [{ digest: image.digest, lists: [] }] });
    expect(await looked(scanned(), { world, item })).toEqual(ignored('it lost its tags'));
    expect(await looked(touched(), { world, item: anItem({ heads: [aHead()] }) })).toMatchObject({
      sighting: { kind: 'seen', image: { tags: [] }, hadTags: true },
    });
  });

  test('of which one of two tags was deleted is still there', async () => {
    const item = anItem({ heads: [aHead({ tags: ['v1.4.2', 'prod'] })] });
    expect(await looked(touched({ tag: 'prod' }), { world: registry(), item })).toMatchObject({
      sighting: { kind: 'seen', image: { tags: ['v1.4.2'] } },
    });
  });

  test('that leads the line untagged is seen again without a wait', async () => {
    const item = anItem({ heads: [aHead({ line: 'untagged', tags: [] })] });
    expect(await looked(scanned(), { world: registry([]), item })).toMatchObject(seen({ ...image, tags: [] }));
  });

  test('is gone only where the registry says so, and it led a line', async () => {
    const item = anItem({ heads: [aHead()] });
    const world = registry();
    world.images.archive(image);
    expect(await looked(touched(), { world })).toEqual(ignored('it is archived'));
    expect(await looked(touched(), { world, item })).toEqual({
      kind: 'sight',
      sighting: { kind: 'gone', digest: image.digest, cause: 'archived' },
      known: null,
    });
    world.images.delete(image);
    expect(await looked(touched(), { world, item })).toMatchObject({ sighting: { kind: 'gone', cause: 'deleted' } });
    world.images.pushOther(image, 'it is a chart');
    expect(await looked(touched(), { world, item })).toEqual(ignored('it is a chart'));
  });
});

describe('an image in no line', () => {
  const looking = (policy = aPolicy(), lineage = 'payments/api') => {
    const world = aWorld(policy);
    world.images.push(anImage({ tags: ['pr-41', 'v1'] }));
    return looked(scanned(), { world, item: anItem({ lineage }) });
  };

  test('is ignored with the tags that the policy ignores', async () => {
    const policy = aPolicy({ ignore: ['pr-*', 'v*'].map(aPattern) });
    expect(await looking(policy)).toEqual(ignored('the policy ignores its tags: pr-41, v1'));
    expect(await looking(aPolicy({ ignore: [aPattern('pr-*')] }))).toMatchObject({ kind: 'sight' });
  });

  test('is ignored by a lineage of other tags', async () => {
    const policy = aPolicy({ lineages: [{ repository: 'payments/api', tags: [aPattern('web-*')] }] });
    expect(await looking(policy, 'payments/api:web-*')).toEqual(
      ignored('its tags are none of payments/api:web-*: pr-41, v1'),
    );
  });
});
