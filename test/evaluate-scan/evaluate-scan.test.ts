import { describe, expect, test } from 'vitest';
import type { LineageItem } from '../../functions/core/ports/lineages.ts';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import type { World } from '../../functions/evaluate-scan/world.ts';
import { aDigest, aFinding, anImage, anIndex, aPattern, aPolicy, aScan } from '../support/builders.ts';
import { aWorld as aFakeWorld, due, pushed, scanned, touched } from '../support/evaluation-world.ts';
import { fakeJournal } from '../support/fake-journal.ts';
import { fakeLineages } from '../support/fake-lineages.ts';
import { fakeOutbox } from '../support/fake-outbox.ts';
import { fakeRecords } from '../support/fake-records.ts';
import { scriptedImages } from '../support/scripted-images.ts';

const EVENT = scanned({ counted: 1 });

const aWorld = (overrides: Partial<World> = {}): World => ({
  ...aFakeWorld(),
  images: scriptedImages(),
  ...overrides,
});

describe('an evaluation', () => {
  test('keeps the record, commits it, sends its deliveries and takes them off the item', async () => {
    const world = aWorld();
    const { lineages, records, outbox } = { lineages: fakeLineages(), records: fakeRecords(), outbox: fakeOutbox() };
    const ending = await evaluateScan({ ...world, lineages, records, outbox })(EVENT, 0);
    const recordKey = 'records/1.json.gz';
    expect(ending).toEqual({
      kind: 'ended',
      outcome: { outcome: 'evaluated', reason: null, repository: 'payments/api', digest: aDigest(), recordKey },
    });
    expect(records.all.get(recordKey)).toMatchObject({
      version: 1,
      previous: null,
      trigger: 'event-1',
      alerts: [{ kind: 'summary', receiver: 'payments' }],
    });
    const delivery = { deliveryId: `${recordKey}#payments`, recordKey, receiver: 'payments', channel: 'slack' };
    expect(outbox.sent).toMatchObject([delivery]);
    expect(lineages.items.get('payments/api')).toMatchObject({
      version: 1,
      recordKey,
      pending: [],
      dueAt: '2027-04-29T09:00:00.000Z',
    });
  });

  test('of the same scan again writes nothing', async () => {
    const lineages = fakeLineages();
    const records = fakeRecords();
    const evaluate = evaluateScan(aWorld({ lineages, records }));
    await evaluate(EVENT, 0);
    expect(await evaluate(EVENT, 0)).toMatchObject({ outcome: { outcome: 'unchanged' } });
    expect(records.all.size).toBe(1);
    expect(lineages.items.get('payments/api')?.version).toBe(1);
  });

  test('names the record before it', async () => {
    const records = fakeRecords();
    const scans = [aScan(), aScan({ findings: [aFinding(), aFinding({ vulnerability: 'CVE-2' })] })];
    const images = scriptedImages({ scan: scans.map((scan) => ({ kind: 'scan', scan })) });
    const evaluate = evaluateScan(aWorld({ records, images }));
    await evaluate(EVENT, 0);
    await evaluate(EVENT, 0);
    expect(records.all.get('records/2.json.gz')).toMatchObject({ version: 2, previous: 'records/1.json.gz' });
  });

  test.each([
    ['a repository that is not watched', { policy: aPolicy({ watch: [aPattern('web/*')] }) }, 'does not watch'],
    ['a tag that is ignored', { policy: aPolicy({ ignore: [aPattern('v*')] }) }, 'ignores its tags: v1.4.2'],
    [
      'an image deleted since',
      { images: scriptedImages({ describe: [{ kind: 'gone', cause: 'deleted', reason: 'deleted since' }] }) },
      'deleted since',
    ],
    [
      'an image deleted while it is read',
      { images: scriptedImages({ scan: [{ kind: 'gone', cause: 'deleted', reason: 'deleted since' }] }) },
      'deleted since',
    ],
    [
      'what is no image',
      { images: scriptedImages({ describe: [{ kind: 'no-image', reason: 'a chart' }] }) },
      'a chart',
    ],
  ])('ignores %s, with the reason', async (_, overrides, reason) => {
    const records = fakeRecords();
    const ending = await evaluateScan(aWorld({ records, ...overrides }))(EVENT, 0);
    expect(ending).toEqual({ kind: 'ended', outcome: { outcome: 'ignored', reason: expect.stringContaining(reason) } });
    expect(records.all.size).toBe(0);
  });

  test('is put off while the findings counted are not there, and then tells that', async () => {
    const records = fakeRecords();
    const images = scriptedImages({ scan: [{ kind: 'scan', scan: aScan({ findings: [] }) }] });
    const evaluate = evaluateScan(aWorld({ images, records }));
    expect(await evaluate(EVENT, 0)).toMatchObject({ kind: 'later', afterSeconds: 60 });
    expect(records.all.size).toBe(0);
    expect(await evaluate(EVENT, 900)).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(records.all.get('records/1.json.gz')?.alerts).toMatchObject([
      { kind: 'scan-news', status: 'FINDINGS_UNAVAILABLE' },
    ]);
  });

  test('tells that there is no scan, once it has waited for one', async () => {
    const records = fakeRecords();
    const images = scriptedImages({ scan: [{ kind: 'no-scan', reason: 'no scan of it' }] });
    await evaluateScan(aWorld({ images, records }))(EVENT, 900);
    expect(records.all.get('records/1.json.gz')).toMatchObject({
      scans: [],
      alerts: [{ kind: 'scan-news', status: 'SCAN_NOT_FOUND', description: 'no scan of it' }],
    });
  });

  test('changes nothing when the registry does not answer', async () => {
    const lineages = fakeLineages();
    const images = scriptedImages({ scan: [new Error('throttled')] });
    await expect(evaluateScan(aWorld({ images, lineages }))(EVENT, 0)).rejects.toThrow('throttled');
    expect(lineages.items.size).toBe(0);
  });

  test('tells operators of a severity that nobody knows, and its owner too', async () => {
    const journal = fakeJournal();
    const records = fakeRecords();
    const images = scriptedImages({
      scan: [{ kind: 'scan', scan: aScan({ findings: [aFinding({ severity: 'ODD' })] }) }],
    });
    await evaluateScan(aWorld({ images, journal, records }))(EVENT, 0);
    expect(journal.troubles).toMatchObject([{ kind: 'UnknownSeverity', detail: { severity: 'ODD' } }]);
    expect(records.all.get('records/1.json.gz')?.alerts).toHaveLength(1);
  });
});

describe('a conflict', () => {
  const busyLineages = (conflicts: number) => {
    const lineages = fakeLineages();
    let left = conflicts;
    return {
      ...lineages,
      commit: async (item: LineageItem) => {
        left -= 1;
        return left >= 0 ? ('conflict' as const) : lineages.commit(item);
      },
    };
  };

  test('starts over, and sends nothing before its commit', async () => {
    const outbox = fakeOutbox();
    const lineages = busyLineages(2);
    expect(await evaluateScan(aWorld({ lineages, outbox }))(EVENT, 0)).toMatchObject({
      outcome: { outcome: 'evaluated' },
    });
    expect(outbox.sent).toHaveLength(1);
  });

  test.each([
    [0, 5],
    [0.999, 29],
  ])('the third gives the message back, with jitter (%d)', async (random, afterSeconds) => {
    const outbox = fakeOutbox();
    const world = aWorld({ lineages: busyLineages(3), outbox, random: () => random });
    expect(await evaluateScan(world)(EVENT, 0)).toMatchObject({ kind: 'later', afterSeconds });
    expect(outbox.sent).toEqual([]);
  });

  test('pages of two scans start over too', async () => {
    const torn = { kind: 'torn', reason: 'two scans' } as const;
    const images = scriptedImages({ scan: [torn, torn, { kind: 'scan', scan: aScan() }] });
    expect(await evaluateScan(aWorld({ images }))(EVENT, 0)).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(await evaluateScan(aWorld({ images: scriptedImages({ scan: [torn] }) }))(EVENT, 0)).toMatchObject({
      kind: 'later',
    });
  });
});

describe('deliveries', () => {
  const failing = { send: async () => Promise.reject(new Error('SQS is down')) };

  test('that cannot be sent stay on the item for resend; the evaluation stands', async () => {
    const lineages = fakeLineages();
    const journal = fakeJournal();
    const ending = await evaluateScan(aWorld({ lineages, journal, outbox: failing }))(EVENT, 0);
    expect(ending).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(lineages.items.get('payments/api')).toMatchObject({
      pending: [{ receiver: 'payments' }],
      dueAt: '2026-11-21T08:01:05.000Z',
    });
    expect(journal.notes).toHaveLength(1);
  });

  test('that an earlier evaluation left are sent with its own', async () => {
    const lineages = fakeLineages();
    const records = fakeRecords();
    const outbox = fakeOutbox();
    await evaluateScan(aWorld({ lineages, records, outbox: failing }))(EVENT, 0);
    const newer = anImage({ digest: aDigest('b'), pushedAt: '2026-11-01T00:00:00.000Z' });
    const images = scriptedImages({
      describe: [{ kind: 'manifest', manifest: { ...newer, isIndex: false } }],
      scan: [{ kind: 'scan', scan: aScan({ findings: [aFinding(), aFinding({ vulnerability: 'CVE-2' })] }) }],
    });
    await evaluateScan(aWorld({ lineages, records, outbox, images }))({ ...EVENT, digest: newer.digest }, 0);
    expect(outbox.sent.map(({ recordKey }) => recordKey)).toEqual(['records/1.json.gz', 'records/2.json.gz']);
    expect(lineages.items.get('payments/api')).toMatchObject({ version: 2, pending: [] });
  });
});

describe('what is due', () => {
  test('of a lineage that is gone is ignored', async () => {
    expect(await evaluateScan(aWorld())(due(), 0)).toMatchObject({
      outcome: { outcome: 'ignored', reason: 'there is no lineage payments/api' },
    });
  });

  test('is told by its repository', async () => {
    const world = aWorld();
    await evaluateScan(world)(EVENT, 0);
    expect(await evaluateScan(world)(due(), 0)).toEqual({
      kind: 'ended',
      outcome: { outcome: 'unchanged', reason: 'nothing is due', repository: 'payments/api' },
    });
  });
});

describe('a push', () => {
  test('without a tag is ignored: nothing is asked', async () => {
    const images = scriptedImages({ describe: [new Error('asked')] });
    expect(await evaluateScan(aWorld({ images }))(pushed({ tag: null }), 0)).toMatchObject({
      outcome: { outcome: 'ignored', reason: 'it was pushed without a tag' },
    });
  });

  test('of an image that is scanned is evaluated', async () => {
    expect(await evaluateScan(aWorld())(pushed(), 0)).toMatchObject({ outcome: { outcome: 'evaluated' } });
  });
});

describe('a repository that is several lineages', () => {
  const policy = aPolicy({ lineages: [{ repository: 'payments/api', tags: ['web-*', 'job-*'].map(aPattern) }] });
  const web = anImage({ tags: ['web-1'] });
  const both = anImage({ digest: aDigest('b'), tags: ['job-1', 'v1.0.0'] });

  const told = async (...images: (typeof web)[]) => {
    const world = aFakeWorld(policy);
    const outcomes: unknown[] = [];
    for (const image of images) {
      world.images.push(image);
      world.images.scanned(image, aScan());
      outcomes.push(await evaluateScan(world)(scanned({ digest: image.digest }), 0));
    }
    return { outcomes, world };
  };

  test('has each image in the lineages of its tags, and in no other', async () => {
    const { outcomes, world } = await told(web, both);
    expect(outcomes).toMatchObject([{ outcome: { outcome: 'evaluated' } }, { outcome: { outcome: 'evaluated' } }]);
    expect([...world.lineages.items.keys()].sort()).toEqual([
      'payments/api',
      'payments/api:job-*',
      'payments/api:web-*',
    ]);
    const heads = world.lineages.items.get('payments/api:web-*')?.heads;
    expect(heads).toMatchObject([{ line: 'web-*', digest: web.digest }]);
  });

  test('is unchanged where one of them is, and the others ignore it', async () => {
    const { outcomes } = await told(web, web);
    expect(outcomes[1]).toMatchObject({ outcome: { outcome: 'unchanged' } });
  });

  test('waits with the one that waits', async () => {
    const world = aFakeWorld(policy);
    world.images.push(both);
    expect(await evaluateScan(world)(scanned({ digest: both.digest }), 0)).toMatchObject({ kind: 'later' });
  });

  test('does what is due of one alone', async () => {
    const { world } = await told(both);
    world.at = new Date('2027-11-21T00:00:00.000Z');
    await evaluateScan(world)(due({ lineage: 'payments/api:job-*' }), 0);
    expect(world.lineages.items.get('payments/api:job-*')?.heads).toEqual([]);
    expect(world.lineages.items.get('payments/api')?.heads).toHaveLength(1);
  });
});

describe('a part of several indexes', () => {
  const [amd, arm] = [aDigest('1'), aDigest('2')];
  const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm });
  const branch = { ...index, digest: aDigest('f'), tags: ['main-1'] };

  test('is news of all of them', async () => {
    const world = aFakeWorld();
    for (const image of [index, branch]) {
      for (const part of image.parts) world.images.push({ ...image, digest: part.digest, tags: [] });
      world.images.pushIndex(
        image,
        image.parts.map((part) => ({ ...part, isImage: true })),
      );
      await evaluateScan(world)(pushed({ digest: image.digest }), 0);
    }
    for (const digest of [amd, arm]) world.images.scanned({ ...index, digest }, aScan());
    const ending = await evaluateScan(world)(scanned({ digest: amd }), 0);
    expect(ending).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(world.lineages.items.get('payments/api')?.heads.map(({ line, platform }) => [line, platform])).toEqual([
      ['main-*', 'linux/amd64'],
      ['main-*', 'linux/arm64'],
      ['v*.*.*', 'linux/amd64'],
      ['v*.*.*', 'linux/arm64'],
    ]);
  });
});

describe('an image', () => {
  test('that was clean, and then is not, is told what opened, not a first count', async () => {
    const world = aFakeWorld();
    world.images.push(anImage());
    world.images.scanned(anImage(), aScan({ findings: [] }));
    await evaluateScan(world)(scanned(), 0);
    expect(world.records.all.size).toBe(0);
    world.images.scanned(anImage(), aScan());
    await evaluateScan(world)(scanned(), 0);
    expect(world.records.all.get('records/1.json.gz')).toMatchObject({
      version: 2,
      transitions: [{ kind: 'opened', cause: 'disclosed' }],
      alerts: [{ kind: 'changes', issues: [0] }],
    });
  });

  test('of another line keeps the head of a clean one', async () => {
    const world = aFakeWorld();
    const branch = anImage({ digest: aDigest('b'), tags: ['pr-1'] });
    for (const [image, findings] of [
      [anImage(), []],
      [branch, [aFinding()]],
    ] as const) {
      world.images.push(image);
      world.images.scanned(image, aScan({ findings }));
      await evaluateScan(world)(scanned({ digest: image.digest }), 0);
    }
    expect(world.lineages.items.get('payments/api')?.heads.map(({ line }) => line)).toEqual(['pr-*', 'v*.*.*']);
  });

  test('that is gone ends its issues, and is ignored where it led nothing', async () => {
    const world = aFakeWorld();
    world.images.push(anImage());
    world.images.scanned(anImage(), aScan());
    await evaluateScan(world)(scanned(), 0);
    world.images.delete(anImage());
    expect(await evaluateScan(world)(touched(), 0)).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(world.records.all.get('records/2.json.gz')).toMatchObject({
      transitions: [{ kind: 'unobserved', cause: 'deleted' }],
      alerts: [{ kind: 'changes', unobserved: [0] }],
    });
    expect(await evaluateScan(world)(touched(), 0)).toMatchObject({ outcome: { outcome: 'ignored' } });
  });
});
