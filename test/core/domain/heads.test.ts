import { describe, expect, test } from 'vitest';
import { headsAfter } from '../../../functions/core/domain/heads.ts';
import type { Image } from '../../../functions/core/domain/image.ts';
import type { Head } from '../../../functions/core/domain/lineage.ts';
import type { Facts, PartAnswer, Sighting } from '../../../functions/core/domain/sighting.ts';
import type { GoneCause } from '../../../functions/core/domain/transition.ts';
import { anImage, anIndex, aPolicy, aScan, headsOf } from '../../support/builders.ts';

const AT = '2026-11-21T09:00:00.000Z';
const complete: PartAnswer = { kind: 'complete', scan: aScan({ findings: [] }) };
const failed: PartAnswer = { kind: 'unscanned', scan: null, status: 'FAILED', description: null };

/** An image by itself, pushed on that day of November. */
const one = (digest: string, day: number, ...tags: readonly string[]): Image =>
  anImage({ digest, tags, pushedAt: new Date(Date.UTC(2026, 10, day)).toISOString() });
/** An index, of the digests of its parts by their platforms. */
const many = (
  digest: string,
  day: number,
  parts: Readonly<Record<string, string>>,
  ...tags: readonly string[]
): Image => anIndex(parts, { digest, tags, pushedAt: one(digest, day).pushedAt });

const seen = (image: Image, { taggedAt = null as string | null, hadTags = image.tags.length > 0 } = {}): Sighting => ({
  kind: 'seen',
  image,
  taggedAt,
  hadTags,
});
const gone = (digest: string, cause: GoneCause = 'deleted'): Sighting => ({ kind: 'gone', digest, cause });

interface Known {
  readonly scans?: Readonly<Record<string, PartAnswer>>;
  readonly tagged?: readonly Image[];
  /** The indexes whose parts are known. */
  readonly indexes?: readonly Image[];
  readonly at?: string;
}

const headsNow = (heads: readonly Head[], sighting: Sighting, known: Known = {}): ReturnType<typeof headsAfter> => {
  const { scans = {}, tagged = null, indexes = [], at = AT } = known;
  const parts = new Map(indexes.map((index) => [index.digest, index.parts]));
  const lineage = { policy: aPolicy(), lineage: 'payments/api', repository: 'payments/api', heads, parts, at };
  const facts: Facts = { scans: new Map(Object.entries(scans)), tagged, epss: new Map() };
  return headsAfter(lineage, sighting, facts);
};

/** Line, platform, digest. */
const ledBy = (...args: Parameters<typeof headsNow>) => {
  const heads = headsNow(...args);
  return 'kind' in heads ? heads : heads.map(({ line, platform, digest }) => [line, platform, digest]);
};

const v1 = one('v1', 1, 'v1.0');
const v2 = one('v2', 2, 'v2.0');
const lineOf = (line: string, image: Image): readonly Head[] => headsOf(image).map((head) => ({ ...head, line }));
const led = (image: Image): readonly Head[] => lineOf('v*.*', image);

describe('a new head', () => {
  test('is the part that was scanned, known by its own digest', () => {
    expect(headsNow([], seen(v1), { scans: { v1: complete } })).toEqual([
      {
        line: 'v*.*',
        platform: null,
        digest: 'v1',
        image: 'v1',
        tags: ['v1.0'],
        pushedAt: '2026-11-01T00:00:00.000Z',
        scannedAt: '2026-11-21T08:00:00.000Z',
        liveUntil: '2027-04-30T00:00:00.000Z',
        recordedAs: 'v1',
        bumped: false,
        engine: 'basic',
        inUse: null,
        leads: true,
      },
    ]);
  });

  test('was scanned now, where the scan does not say when', () => {
    const scans = { v1: { kind: 'complete' as const, scan: aScan({ completedAt: null }) } };
    expect(headsNow([], seen(v1), { scans })).toMatchObject([{ scannedAt: AT }]);
  });

  test('is a head in each line of its tags, the lines in order', () => {
    const image = one('v1', 1, 'v1.0', 'prod');
    expect(ledBy([], seen(image), { scans: { v1: complete } })).toEqual([
      ['prod', null, 'v1'],
      ['v*.*', null, 'v1'],
    ]);
  });

  test('is one for each platform, in order', () => {
    const index = many('i', 1, { 'windows/amd64': 'win', 'linux/arm64': 'arm', 'linux/amd64': 'amd' }, 'v1.0');
    expect(ledBy([], seen(index), { scans: { win: complete, arm: complete, amd: complete } })).toEqual([
      ['v*.*', 'linux/amd64', 'amd'],
      ['v*.*', 'linux/arm64', 'arm'],
      ['v*.*', 'windows/amd64', 'win'],
    ]);
  });

  test('is a platform of an index beside the image by itself that the rest of the index does not replace yet', () => {
    const index = many('i', 2, { 'linux/arm64': 'arm', 'linux/amd64': 'amd' }, 'v2.0');
    expect(ledBy(led(v1), seen(index), { scans: { amd: complete, arm: failed } })).toEqual([
      ['v*.*', null, 'v1'],
      ['v*.*', 'linux/amd64', 'amd'],
    ]);
  });

  test('among images without tags is the one pushed last', () => {
    const untagged = lineOf('untagged', one('b', 2));
    expect(ledBy(untagged, seen(one('a', 1)), { scans: { a: complete } })).toEqual([['untagged', null, 'b']]);
    expect(ledBy(untagged, seen(one('c', 3)), { scans: { c: complete } })).toEqual([['untagged', null, 'c']]);
  });

  test('of two pushed at once is the one with the greater digest', () => {
    const [a, b] = [one('a', 1, 'v1.0'), one('b', 1, 'v2.0')];
    expect(ledBy(led(a), seen(b), { scans: { b: complete } })).toEqual([['v*.*', null, 'b']]);
    expect(ledBy(led(b), seen(a), { scans: { a: complete } })).toEqual([['v*.*', null, 'b']]);
  });
});

describe('a head that stays', () => {
  const known = { recordedAs: 'v0', bumped: true, scannedAt: '2026-11-03T00:00:00.000Z' };
  const kept = led(v1).map((head) => ({ ...head, ...known }));

  test('is known as before', () => {
    const other = one('pr', 2, 'pr-1');
    expect(headsNow(kept, seen(other), { scans: { pr: complete } })).toMatchObject([{ digest: 'pr' }, known]);
  });

  test('has an index whose other part is no reason to ask', () => {
    const index = many('i', 1, { 'linux/arm64': 'arm', 'linux/amd64': 'amd' }, 'v1.0');
    const heads = led({ ...index, parts: index.parts.filter(({ digest }) => digest === 'amd') });
    const older = one('v0', 1, 'pr-1');
    expect(ledBy(heads, seen(older), { scans: { v0: complete }, indexes: [index] })).toEqual([
      ['pr-*', null, 'v0'],
      ['v*.*', 'linux/amd64', 'amd'],
    ]);
  });

  test('has the digest of its own image, where the parts of indexes are not known', () => {
    const heads = [
      ...led(many('i2', 2, { 'linux/amd64': 'amd2' }, 'v2.0')),
      ...led(many('i1', 1, { 'linux/arm64': 'arm1' }, 'v1.0')),
    ];
    const images = headsNow(heads, seen(one('pr', 2, 'pr-1')), { scans: { pr: complete } });
    expect(images).toMatchObject([{ digest: 'pr' }, { digest: 'amd2', image: 'i2' }]);
  });

  test('loses the tags that another image has now, and no others', () => {
    const image = one('v1', 1, 'v1.0', 'v1.1', 'prod');
    const heads = [...lineOf('prod', image), ...led(image)];
    expect(headsNow(heads, seen(one('v2', 2, 'prod')), { scans: { v2: complete } })).toMatchObject([
      { line: 'prod', digest: 'v2', tags: ['prod'] },
      { line: 'v*.*', digest: 'v1', tags: ['v1.0', 'v1.1'] },
    ]);
  });

  test('without a tag of its line is alone there', () => {
    const heads = [...lineOf('prod', one('v1', 1, 'prod')), ...led(v2)];
    expect(ledBy(heads, seen(one('v1', 1), { hadTags: true }), { scans: { v1: complete } })).toEqual([
      ['prod', null, 'v1'],
      ['v*.*', null, 'v2'],
    ]);
  });

  test('is a part of another image too, whose scan of it failed', () => {
    const first = many('i1', 1, { 'linux/arm64': 'arm' }, 'v1.0');
    const second = many('i2', 2, { 'linux/arm64': 'arm' }, 'pr-1');
    expect(ledBy(led(first), seen(second), { scans: { arm: failed }, indexes: [first] })).toEqual([
      ['pr-*', 'linux/arm64', 'arm'],
      ['v*.*', 'linux/arm64', 'arm'],
    ]);
  });
});

describe('a part that was taken for an image by itself', () => {
  const alone = lineOf('untagged', one('amd', 1)).map((head) => ({ ...head, recordedAs: 'older', bumped: true }));
  const index = many('i', 1, { 'linux/amd64': 'amd' }, 'v1.0');

  test('keeps the scan it had, and what the ledger knows it by', () => {
    expect(headsNow(alone, seen(index), { scans: { amd: failed } })).toMatchObject([
      { line: 'v*.*', platform: 'linux/amd64', digest: 'amd', image: 'i', recordedAs: 'older', bumped: true },
    ]);
  });

  test('is head of nothing where its index is in no line', () => {
    expect(ledBy(alone, seen({ ...index, tags: [] }, { hadTags: true }))).toEqual([]);
  });
});

describe('how long a head is live', () => {
  const until = (day: string) => `${day}T00:00:00.000Z`;

  test('is as long as it was, where it is seen again without a new tag', () => {
    const heads = led(v1).map((head) => ({ ...head, liveUntil: until('2027-05-09') }));
    const other = lineOf('pr-*', one('pr', 1, 'pr-1')).map((head) => ({ ...head, liveUntil: until('2027-06-01') }));
    expect(headsNow([...other, ...heads], seen(v1), { scans: { v1: complete } })).toMatchObject([
      { digest: 'pr', liveUntil: until('2027-06-01') },
      { digest: 'v1', liveUntil: until('2027-05-09') },
    ]);
  });

  test('ends 180 days after its push to the millisecond', () => {
    const scans = { v1: complete };
    expect(ledBy([], seen(v1), { scans, at: '2027-04-29T23:59:59.999Z' })).toHaveLength(1);
    expect(ledBy([], seen(v1), { scans, at: until('2027-04-30') })).toEqual([]);
    expect(ledBy([], seen(v1, { taggedAt: until('2026-11-02') }), { scans, at: until('2027-04-30') })).toHaveLength(1);
  });
});

describe('an image that is gone', () => {
  const index = many('i', 2, { 'linux/amd64': 'amd', 'linux/arm64': 'arm' }, 'v2.0');
  const tagged = [v1];

  test('ends its heads on all platforms, in all lines', () => {
    const heads = [...lineOf('prod', { ...index, tags: ['prod', 'v2.0'] }), ...lineOf('pr-*', v1)];
    expect(ledBy(heads, gone('i'), { indexes: [index] })).toEqual([['pr-*', null, 'v1']]);
  });

  test('is gone where one of its parts is: ECR deletes no part before its index', () => {
    expect(ledBy(lineOf('prod', index), gone('amd'), { indexes: [index] })).toEqual([]);
    expect(ledBy(lineOf('prod', index), gone('arm', 'archived'), { indexes: [index] })).toEqual([]);
  });

  test('by age alone leaves the index that lists it', () => {
    const heads = [...lineOf('amd', one('amd', 1, 'amd')), ...lineOf('prod', index)];
    expect(ledBy(heads, gone('amd', 'stale'), { indexes: [index] })).toEqual([
      ['prod', 'linux/amd64', 'amd'],
      ['prod', 'linux/arm64', 'arm'],
    ]);
  });

  test('is not asked for a next one in a line of one tag', () => {
    expect(headsNow(lineOf('prod', one('v1', 1, 'prod')), gone('v1'))).toEqual([]);
  });

  test('has the registry asked who is next in a line of many tags, and then what is not known of its scan', () => {
    expect(headsNow(led(v2), gone('v2'))).toEqual({ kind: 'ask', about: 'tagged' });
    expect(headsNow(led(v2), gone('v2'), { tagged })).toEqual({ kind: 'ask', about: 'scans', parts: v1.parts });
    expect(ledBy(led(v2), gone('v2'), { tagged, scans: { v1: complete } })).toEqual([['v*.*', null, 'v1']]);
    expect(ledBy(led(v2), gone('v2'), { tagged, scans: { v1: failed } })).toEqual([]);
  });

  test('is not its own next one, where the registry lists it still', () => {
    expect(ledBy(led(v2), gone('v2'), { tagged: [v2, v1], scans: { v1: complete, v2: complete } })).toEqual([
      ['v*.*', null, 'v1'],
    ]);
  });
});

describe('who is next', () => {
  const branch = one('pr', 1, 'pr-1');

  test('is an image with a tag of the line', () => {
    expect(ledBy(led(v2), gone('v2'), { tagged: [branch], scans: { pr: complete } })).toEqual([]);
  });

  test('is live', () => {
    const known = { tagged: [v1], scans: { v1: complete } };
    expect(ledBy(led(v2), gone('v2'), { ...known, at: '2027-04-29T23:59:59.999Z' })).toHaveLength(1);
    expect(ledBy(led(v2), gone('v2'), { ...known, at: '2027-04-30T00:00:00.000Z' })).toEqual([]);
  });

  test('is among the twenty pushed last', () => {
    const images = Array.from({ length: 21 }, (_, nth) => one(`n${nth}`, 21 - nth, `v0.${nth}`));
    const unscanned = Object.fromEntries(images.slice(0, 20).map(({ digest }) => [digest, failed]));
    const lost = led(one('new', 22, 'v9.0'));
    expect(ledBy(lost, gone('new'), { tagged: images, scans: unscanned })).toEqual([]);
    const { n19: _, ...others } = unscanned;
    expect(ledBy(lost, gone('new'), { tagged: images, scans: { ...others, n19: complete } })).toEqual([
      ['v*.*', null, 'n19'],
    ]);
  });

  test('is not asked where a newer one took the tag and is scanned', () => {
    const taker = one('v3', 3, 'v2.0', 'v3.0');
    expect(ledBy(led(v2), seen(taker), { scans: { v3: complete } })).toEqual([['v*.*', null, 'v3']]);
  });

  test('is asked where an older one took the tag', () => {
    const taker = one('v1', 1, 'v1.0', 'v2.0');
    expect(headsNow(led(v2), seen(taker), { scans: { v1: complete } })).toEqual({ kind: 'ask', about: 'tagged' });
  });

  test('is asked where the one that took the tag is not scanned, and nobody else is next', () => {
    const taker = one('v3', 3, 'v2.0', 'v3.0');
    expect(headsNow(led(v2), seen(taker), { scans: { v3: failed } })).toEqual({ kind: 'ask', about: 'tagged' });
    expect(ledBy(led(v2), seen(taker), { scans: { v3: failed }, tagged: [taker] })).toEqual([['v*.*', null, 'v2']]);
  });

  test('is not asked while the head has a tag of the line, however much of it is scanned', () => {
    const index = many('i', 2, { 'linux/amd64': 'amd', 'linux/arm64': 'arm' }, 'v2.0');
    const half = led({ ...index, parts: index.parts.slice(0, 1) });
    const known = { scans: { v1: failed }, indexes: [index] };
    expect(ledBy(half, seen(v1), known)).toEqual([['v*.*', 'linux/amd64', 'amd']]);
  });

  test('is not asked again where the head lost its tag before', () => {
    const lost = led(one('v2', 2));
    expect(ledBy(lost, seen(branch), { scans: { pr: complete } })).toEqual([
      ['pr-*', null, 'pr'],
      ['v*.*', null, 'v2'],
    ]);
  });

  test('is not asked again beside a head that has its tag', () => {
    const index = many('i', 3, { 'linux/amd64': 'amd', 'linux/arm64': 'arm' }, 'v3.0');
    const half = led({ ...index, parts: index.parts.slice(0, 1) });
    const lost = led(one('v2', 2));
    expect(ledBy([...half, ...lost], seen(branch), { scans: { pr: complete }, indexes: [index] })).toEqual([
      ['pr-*', null, 'pr'],
      ['v*.*', null, 'v2'],
      ['v*.*', 'linux/amd64', 'amd'],
    ]);
  });

  test('is asked whatever other lines there are', () => {
    const heads = [...lineOf('pr-*', branch), ...led(v2)];
    const taker = one('v1', 1, 'v1.0', 'v2.0');
    expect(headsNow(heads, seen(taker), { scans: { v1: complete } })).toEqual({ kind: 'ask', about: 'tagged' });
  });
});

describe('an image that is in use', () => {
  const runs = (inUse: number | null): PartAnswer => ({
    kind: 'complete',
    scan: aScan({ engine: 'enhanced', findings: [], inUse }),
  });
  const before = led(v1).map((head) => ({ ...head, inUse: 3 }));
  /** Line, digest, whether it leads. */
  const liveBy = (...args: Parameters<typeof headsNow>) => {
    const heads = headsNow(...args);
    return 'kind' in heads ? heads : heads.map(({ line, digest, leads }) => [line, digest, leads]);
  };

  test('stays live when another takes its place', () => {
    expect(liveBy(before, seen(v2), { scans: { v2: complete } })).toEqual([
      ['v*.*', 'v2', true],
      ['v*.*', 'v1', false],
    ]);
  });

  test('is live no more when nothing runs it', () => {
    const both = [...led(v2), ...before.map((head) => ({ ...head, leads: false }))];
    expect(liveBy(both, seen(v1), { scans: { v1: runs(0) } })).toEqual([['v*.*', 'v2', true]]);
    expect(liveBy(both, seen(v1), { scans: { v1: runs(null) } })).toEqual([['v*.*', 'v2', true]]);
    expect(liveBy(both, seen(v1), { scans: { v1: runs(1) } })).toHaveLength(2);
  });

  test('is live though it never led, and though it is older than 180 days', () => {
    const old = one('v0', -200, 'v0.9');
    expect(liveBy(led(v1), seen(old), { scans: { v0: runs(1) } })).toEqual([
      ['v*.*', 'v1', true],
      ['v*.*', 'v0', false],
    ]);
    expect(liveBy([], seen(old), { scans: { v0: runs(1) } })).toEqual([['v*.*', 'v0', true]]);
    expect(liveBy([], seen(old), { scans: { v0: runs(0) } })).toEqual([]);
  });

  test('leads again when what took its place is gone', () => {
    const both = [...led(v2), ...before.map((head) => ({ ...head, leads: false }))];
    expect(liveBy(both, gone('v2'), { tagged: [v1] })).toEqual([['v*.*', 'v1', true]]);
  });

  test('is gone with its image', () => {
    const both = [...led(v2), ...before.map((head) => ({ ...head, leads: false }))];
    expect(liveBy(both, gone('v1'))).toEqual([['v*.*', 'v2', true]]);
  });

  test('is what its last scan says, by the engine that scanned it', () => {
    expect(headsNow(led(v1), seen(v1), { scans: { v1: runs(2) } })).toMatchObject([{ engine: 'enhanced', inUse: 2 }]);
    expect(headsNow(before, seen(v1))).toMatchObject([{ engine: 'basic', inUse: 3 }]);
  });

  test('is of the engine that scanned it before where its scan lists and counts nothing', () => {
    const bare: PartAnswer = { kind: 'complete', scan: aScan({ engine: 'enhanced', findings: [], counted: false }) };
    expect(headsNow(before, seen(v1), { scans: { v1: bare } })).toMatchObject([{ engine: 'basic' }]);
    expect(headsNow(before, seen(v2), { scans: { v2: bare } })).toMatchObject([{ engine: 'basic' }, { leads: false }]);
    expect(headsNow([], seen(v2), { scans: { v2: bare } })).toMatchObject([{ engine: 'enhanced' }]);
  });

  test('is live though it lost its tag', () => {
    const prod = one('v1', 1, 'prod');
    const moved = one('v2', 2, 'prod');
    const running = lineOf('prod', prod).map((head) => ({ ...head, inUse: 1 }));
    expect(liveBy(running, seen(moved), { scans: { v2: complete } })).toEqual([
      ['prod', 'v2', true],
      ['prod', 'v1', false],
    ]);
  });
});

describe('where events of other images may have been lost', () => {
  const missed = (image: Image): Sighting => ({ ...seen(image), mayHaveMissed: true }) as Sighting;
  const waiting: PartAnswer = { kind: 'not-yet' };

  test('a line that nobody leads may be led by one that nobody saw', () => {
    expect(headsNow([], missed(v2), { scans: { v2: waiting } })).toEqual({ kind: 'ask', about: 'tagged' });
    expect(ledBy([], missed(v2), { scans: { v2: waiting, v1: complete }, tagged: [v2, v1] })).toEqual([
      ['v*.*', null, 'v1'],
    ]);
  });

  test('one that is scanned, or led, is what it is', () => {
    expect(ledBy([], missed(v2), { scans: { v2: complete } })).toEqual([['v*.*', null, 'v2']]);
    expect(ledBy(led(v1), missed(v2), { scans: { v2: waiting } })).toEqual([['v*.*', null, 'v1']]);
  });

  test('a line of one tag has no other', () => {
    expect(headsNow([], missed(one('v1', 1, 'prod')), { scans: { v1: waiting } })).toEqual([]);
  });

  test('nobody asks where none was lost', () => {
    expect(headsNow([], seen(v2), { scans: { v2: waiting } })).toEqual([]);
  });
});

describe('a head that stays, scanned again', () => {
  const untagged = led({ ...v1, tags: [] });
  const again = aScan({ engine: 'enhanced', inUse: 4, completedAt: '2026-11-20T00:00:00.000Z', findings: [] });
  const scannedAgain = (scan: Partial<typeof again>) =>
    headsNow(untagged, seen({ ...v1, tags: [] }, { hadTags: true }), {
      scans: { v1: { kind: 'complete', scan: { ...again, ...scan } } },
    });

  test('is what that scan says', () => {
    expect(scannedAgain({})).toMatchObject([
      { digest: 'v1', engine: 'enhanced', inUse: 4, scannedAt: '2026-11-20T00:00:00.000Z', leads: true },
    ]);
    expect(scannedAgain({ completedAt: null })).toMatchObject([{ scannedAt: AT }]);
    expect(scannedAgain({ counted: false })).toMatchObject([{ engine: 'basic', inUse: 4 }]);
  });

  test('is what it was, where none was asked for', () => {
    expect(headsNow(untagged, seen({ ...v1, tags: [] }, { hadTags: true }))).toMatchObject([{ engine: 'basic' }]);
  });
});

test('a scan that does not say what scanned is of the engine of who led there before', () => {
  const bare: PartAnswer = { kind: 'complete', scan: aScan({ engine: 'enhanced', findings: [], counted: false }) };
  const before = [
    ...lineOf('a', one('x', 1, 'a')).map((head) => ({ ...head, engine: 'enhanced' as const })),
    ...led(v1),
    ...lineOf('v*.*', one('y', 1, 'v0.9')).map((head) => ({
      ...head,
      engine: 'enhanced' as const,
      inUse: 1,
      leads: false,
    })),
  ];
  const heads = headsNow(before, seen(v2), { scans: { v2: bare } });
  expect('kind' in heads ? heads : heads.find(({ digest }) => digest === 'v2')?.engine).toBe('basic');
});
