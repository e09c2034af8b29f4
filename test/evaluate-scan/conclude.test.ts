import { describe, expect, test } from 'vitest';
import type { PartAnswer } from '../../functions/core/domain/sighting.ts';
import { conclude } from '../../functions/evaluate-scan/conclude.ts';
import { newItem } from '../../functions/evaluate-scan/lineage-state.ts';
import {
  aBotReceiver,
  aDigest,
  aFinding,
  anImage,
  anIndex,
  aPolicy,
  aRegistry,
  aRoute,
  aScan,
  aSecurityHubReceiver,
} from '../support/builders.ts';
import { aWorld } from '../support/evaluation-world.ts';

const OCCASION = { trigger: 'event-1', isFirstSweep: false };
const NEW = newItem('payments/api', 'payments/api', aRegistry());
const complete: PartAnswer = { kind: 'complete', scan: aScan() };
const failed = (description: string): PartAnswer => ({
  kind: 'unscanned',
  scan: aScan({ status: 'FAILED', description, findings: [] }),
  status: 'FAILED',
  description,
});

const [amd, arm] = [aDigest('1'), aDigest('2')];
const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm });
const known = { digest: index.digest, lists: index.parts.map((part) => ({ ...part, isImage: true as const })) };

/** Sees images in turn; each starts from the item that the one before it left. */
const aTeller = (world = aWorld()) => {
  let item = NEW;
  return {
    world,
    async see(
      image = anImage(),
      scans: Readonly<Record<string, PartAnswer>> = {},
      remembered: typeof known | null = null,
    ) {
      const sighting = { kind: 'seen' as const, image, taggedAt: null, hadTags: false };
      const facts = { scans: new Map(Object.entries(scans)), tagged: null, epss: new Map() };
      const conclusion = await conclude(world, item, { sighting, known: remembered }, facts, OCCASION);
      if (conclusion !== 'conflict') item = conclusion.item;
      return conclusion;
    },
    alerts: () => [...world.records.all.values()].map(({ alerts }) => alerts.map(({ kind }) => kind)),
  };
};

describe('a conclusion', () => {
  test('tells issues first, then each reason of what is not scanned', async () => {
    const teller = aTeller();
    const three = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm, 'linux/s390x': aDigest('3') });
    const scans = { [amd]: complete, [arm]: failed('Slow: x'), [aDigest('3')]: failed('Unsupported: x') };
    expect(await teller.see(three, scans)).toMatchObject({ news: true, recordKey: 'records/3.json.gz' });
    expect(teller.alerts()).toEqual([['summary'], ['scan-news'], ['scan-news']]);
    expect(teller.world.lineages.items.get('payments/api')).toMatchObject({ version: 3, pending: [] });
    expect(teller.world.outbox.sent).toHaveLength(3);
    expect(await teller.see(three, scans)).toMatchObject({ news: false, reason: 'told before: FAILED' });
  });

  test('takes back from Security Hub what Inspector tells it of, then tells what that found', async () => {
    const routes = [aRoute(), aRoute({ to: 'hub' })];
    const teller = aTeller(aWorld(aPolicy({ receivers: [aBotReceiver(), aSecurityHubReceiver('hub')], routes })));
    await teller.see(anImage(), { [aDigest()]: complete });
    const scan = aScan({ engine: 'enhanced', findings: [aFinding({ packageType: 'DPKG', packageName: 'libssl3' })] });
    await teller.see(anImage(), { [aDigest()]: { kind: 'complete', scan } });
    expect(teller.alerts()).toEqual([['summary', 'findings'], ['findings'], ['summary']]);
    expect(teller.world.lineages.items.get('payments/api')).toMatchObject({
      version: 3,
      heads: [{ engine: 'enhanced' }],
    });
  });

  test('of the same issues in another image keeps no record, and no put is made', async () => {
    const teller = aTeller();
    await teller.see(anImage(), { [aDigest()]: complete });
    const rebuilt = anImage({ digest: aDigest('b'), pushedAt: '2026-11-01T00:00:00.000Z' });
    expect(await teller.see(rebuilt, { [aDigest('b')]: complete })).toMatchObject({
      news: false,
      reason: 'the same issues in other images',
      recordKey: null,
      item: { version: 2, recordKey: 'records/1.json.gz', heads: [{ digest: aDigest('b'), recordedAs: aDigest() }] },
    });
    expect(teller.world.records.all.size).toBe(1);
  });

  test('remembers by one write an index that nothing is scanned of, and only once', async () => {
    const teller = aTeller();
    expect(await teller.see(index, {}, known)).toMatchObject({ news: false, item: { version: 1, known: [known] } });
    expect(await teller.see(index, {}, known)).toMatchObject({ news: false, item: { version: 1 } });
    expect(teller.world.records.all.size).toBe(0);
    expect(teller.world.lineages.items.get('payments/api')).toMatchObject({ recordKey: null, dueAt: null });
  });

  test('remembers an index with what it found, in one write', async () => {
    const teller = aTeller();
    const conclusion = await teller.see(index, { [amd]: complete, [arm]: complete }, known);
    expect(conclusion).toMatchObject({ news: true, item: { version: 1, known: [known] } });
  });

  test('asks the registry who is next where a head lost its place', async () => {
    const teller = aTeller();
    const { world } = teller;
    const older = anImage({ digest: aDigest('b'), tags: ['v1.4.1'], pushedAt: '2026-10-01T00:00:00.000Z' });
    for (const image of [index, older, anImage({ digest: aDigest('c'), tags: [] })]) world.images.push(image);
    world.images.pushIndex(index, known.lists);
    world.images.scanned({ ...index, digest: amd }, aScan());
    world.images.scanned(older, aScan({ findings: [aFinding({ vulnerability: 'CVE-2' })] }));
    await teller.see(index, { [amd]: complete, [arm]: complete }, known);
    world.images.delete(index);
    const sighting = { kind: 'gone' as const, digest: index.digest, cause: 'deleted' as const };
    const item = world.lineages.items.get('payments/api') ?? NEW;
    const facts = { scans: new Map(), tagged: null, epss: new Map() };
    expect(
      await conclude(world, item, { sighting, known: null }, facts, { ...OCCASION, trigger: 'event-2' }),
    ).toMatchObject({
      item: { heads: [{ digest: older.digest }] },
    });
    expect(world.records.all.get('records/2.json.gz')).toMatchObject({
      transitions: [{ kind: 'resolved' }, { kind: 'opened', cause: 'new-image' }],
    });
  });
});

describe('somebody else’s commit', () => {
  const conflicting = () => {
    const world = aWorld();
    return { ...world, lineages: { ...world.lineages, commit: async () => 'conflict' as const } };
  };

  test.each([
    ['a record', anImage(), { [aDigest()]: complete }, null],
    ['heads', anImage(), { [aDigest()]: { kind: 'complete', scan: aScan({ findings: [] }) } as const }, null],
    ['an image to know', index, {}, known],
  ])('stops %s from being kept, and nothing is sent', async (_, image, scans, remembered) => {
    const world = conflicting();
    expect(await aTeller(world).see(image, scans, remembered)).toBe('conflict');
    expect(world.outbox.sent).toEqual([]);
  });
});
