import { describe, expect, test } from 'vitest';
import type { ScanAnswer } from '../../functions/core/ports/registry.ts';
import { ChangedMeanwhileError } from '../../functions/evaluate-scan/ask.ts';
import { firstFacts } from '../../functions/evaluate-scan/first-facts.ts';
import type { ImageNudge } from '../../functions/evaluate-scan/nudge.ts';
import { aDigest, anImage, anIndex, aScan } from '../support/builders.ts';
import { aWorld, pushed, scanned, touched } from '../support/evaluation-world.ts';

const [amd, arm] = [aDigest('1'), aDigest('2')];
const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm });
const complete: ScanAnswer = { kind: 'scan', scan: aScan() };
const underway: ScanAnswer = { kind: 'scan', scan: aScan({ status: 'IN_PROGRESS', findings: [] }) };
const gone: ScanAnswer = { kind: 'gone', cause: 'deleted', reason: 'deleted since' };

const facts = (answers: Readonly<Record<string, ScanAnswer>>, nudge: ImageNudge, waited = 0, image = index) => {
  const world = aWorld();
  for (const { digest } of image.parts) {
    const name = { ...image, digest };
    world.images.push(name);
    world.images.answers(name, ...(answers[digest] === undefined ? [] : [answers[digest]]));
  }
  return firstFacts(world, nudge, image, waited);
};

const of = (kinds: Readonly<Record<string, string>>) => ({
  kind: 'facts',
  facts: {
    scans: new Map(Object.entries(kinds).map(([digest, kind]) => [digest, expect.objectContaining({ kind })])),
    tagged: null,
    epss: new Map(),
  },
});

describe('the scan of a platform', () => {
  test('waits for those of the others, up to five minutes', async () => {
    const waiting = { kind: 'later', afterSeconds: 60, reason: 'the scan of linux/arm64 may come' };
    const half = { [amd]: complete, [arm]: underway };
    expect(await facts(half, scanned({ digest: amd }))).toEqual(waiting);
    expect(await facts(half, scanned({ digest: amd }), 299)).toEqual(waiting);
  });

  test('is taken by itself after that', async () => {
    expect(await facts({ [amd]: complete, [arm]: underway }, scanned({ digest: amd }), 300)).toEqual(
      of({ [amd]: 'complete', [arm]: 'not-yet' }),
    );
  });

  test('comes with those that are there', async () => {
    expect(await facts({ [amd]: complete, [arm]: complete }, scanned({ digest: arm }))).toEqual(
      of({ [amd]: 'complete', [arm]: 'complete' }),
    );
  });

  test('waits for none that failed: that is an answer', async () => {
    const failed: ScanAnswer = { kind: 'scan', scan: aScan({ status: 'FAILED', findings: [] }) };
    expect(await facts({ [amd]: complete, [arm]: failed }, scanned({ digest: amd }))).toEqual(
      of({ [amd]: 'complete', [arm]: 'unscanned' }),
    );
  });

  test('waits in no queue while it is underway: it may take a day', async () => {
    const mine = { [amd]: underway, [arm]: complete };
    expect(await facts(mine, scanned({ digest: amd }), 300)).toEqual(of({ [amd]: 'not-yet', [arm]: 'complete' }));
    const alone = anImage({ digest: amd });
    expect(await facts(mine, scanned({ digest: amd }), 0, alone)).toEqual(of({ [amd]: 'not-yet' }));
  });

  test('that the event counted findings of waits for them, up to a quarter of an hour', async () => {
    const empty: ScanAnswer = { kind: 'scan', scan: aScan({ findings: [] }) };
    const mine = { [amd]: empty, [arm]: complete };
    const event = scanned({ digest: amd, counted: 2 });
    expect(await facts(mine, event, 300)).toMatchObject({ kind: 'later', afterSeconds: 600 });
    expect(await facts(mine, event, 900)).toEqual(of({ [amd]: 'unscanned', [arm]: 'complete' }));
  });

  test('that nobody waits for any more is what it is', async () => {
    const world = aWorld();
    world.images.push(index);
    const since = '2026-11-19T08:00:00.000Z';
    expect(await firstFacts(world, touched(), anImage(), 0, since)).toMatchObject({
      facts: { scans: new Map([[aDigest(), expect.objectContaining({ kind: 'not-yet' })]]) },
    });
    world.images.push(anImage());
    world.images.answers(anImage(), underway);
    expect(await firstFacts(world, touched(), anImage(), 0, since)).toMatchObject({
      facts: { scans: new Map([[aDigest(), expect.objectContaining({ kind: 'unscanned', status: 'IN_PROGRESS' })]]) },
    });
  });

  test('that was deleted meanwhile says nothing, and takes nothing from the others', async () => {
    expect(await facts({ [amd]: gone, [arm]: complete }, scanned({ digest: amd }))).toEqual(
      of({ [amd]: 'not-yet', [arm]: 'complete' }),
    );
  });
});

describe('an image that was pushed or touched', () => {
  test.each([pushed({ digest: index.digest }), touched({ digest: index.digest })])(
    '$kind waits for no scan: an event of its own will come',
    async (nudge) => {
      expect(await facts({ [amd]: underway }, nudge)).toEqual(of({ [amd]: 'not-yet', [arm]: 'not-yet' }));
    },
  );
});

describe('a manifest by itself', () => {
  test('that was deleted while it was read is ignored', async () => {
    expect(await facts({ [aDigest()]: gone }, scanned(), 0, anImage())).toEqual({
      kind: 'ended',
      outcome: { outcome: 'ignored', reason: 'deleted since' },
    });
  });

  test('whose pages are of two scans changed meanwhile', async () => {
    const torn: ScanAnswer = { kind: 'torn', reason: 'two scans' };
    await expect(facts({ [aDigest()]: torn }, scanned(), 0, anImage())).rejects.toThrow(
      new ChangedMeanwhileError('two scans'),
    );
  });

  test('of which the event counted findings that are not there is asked for again', async () => {
    const empty: ScanAnswer = { kind: 'scan', scan: aScan({ findings: [] }) };
    expect(await facts({ [aDigest()]: empty }, scanned({ counted: 2 }), 0, anImage())).toMatchObject({
      kind: 'later',
      afterSeconds: 60,
    });
  });
});
