import { describe, expect, test } from 'vitest';
import { type Labels, NO_LABELS } from '../../functions/core/domain/origin.ts';
import type { ImageSays } from '../../functions/core/ports/lineages.ts';
import type { ImageName } from '../../functions/core/ports/registry.ts';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import { trace } from '../../functions/evaluate-scan/origin.ts';
import { aDigest, aFinding, anImage, aPolicy, aScan } from '../support/builders.ts';
import { aWorld, scanned } from '../support/evaluation-world.ts';

const REVISION = '3f9c2ab41d0e5f6789aabbccddeeff0011223344';
const SAID: Labels = { source: 'https://github.com/acme/api', revision: REVISION };
const ORIGIN = { revision: REVISION, url: `https://github.com/acme/api/commit/${REVISION}` };

/** A world whose images say `says`, by whom it was asked. */
const worldThatSays = (says: Labels | Error, policy = aPolicy()) => {
  const asked: ImageName[] = [];
  const world = aWorld(policy);
  const read = async (name: ImageName): Promise<Labels> => {
    asked.push(name);
    if (says instanceof Error) throw says;
    return says;
  };
  return { ...world, asked, labels: { read } };
};

const said = (digit: string): ImageSays => ({ digest: aDigest(digit), ...SAID });

describe('where an image comes from', () => {
  test('is asked for once, and remembered by its digest', async () => {
    const world = worldThatSays(SAID);
    const { repository, digest } = anImage();
    const first = await trace(world, { labels: [said('b')] }, anImage());
    expect(first).toEqual({ origin: ORIGIN, labels: [said('b'), said('a')] });
    expect(await trace(world, first, anImage())).toEqual(first);
    expect(world.asked).toEqual([{ repository, digest }]);
  });

  test('is remembered where it says nothing, too', async () => {
    const world = worldThatSays(NO_LABELS);
    const first = await trace(world, { labels: [] }, anImage());
    expect(first).toEqual({ origin: null, labels: [{ digest: anImage().digest, ...NO_LABELS }] });
    await trace(world, first, anImage());
    expect(world.asked).toHaveLength(1);
  });

  test('is remembered of the latest twenty', async () => {
    const labels = Array.from({ length: 20 }, (_, n) => ({ ...SAID, digest: `sha256:${n}` }));
    const traced = await trace(worldThatSays(SAID), { labels }, anImage());
    expect(traced.labels).toEqual([...labels.slice(1), said('a')]);
  });

  test('is asked for again with the next alert where it cannot be read, and the journal has why', async () => {
    const world = worldThatSays(new Error('Rate exceeded'));
    expect(await trace(world, { labels: [said('b')] }, anImage())).toEqual({ origin: null, labels: [said('b')] });
    const { repository, digest } = anImage();
    const detail = { repository, digest, error: 'Error: Rate exceeded' };
    expect(world.journal.notes).toEqual([{ message: expect.stringContaining('comes from'), detail }]);
  });

  test.each([
    ['its tag', 'payments/api', new Error('Rate exceeded'), ['v1.4.2', '3f9c2ab'], '3f9c2ab'],
    ['its tag', 'payments/api', NO_LABELS, ['v1.4.2'], 'v1.4.2'],
    ['its revision', 'payments/api', { source: null, revision: REVISION }, ['v1.4.2'], REVISION],
  ])('is found by %s and the source of its repository', async (_, repository, says, tags, revision) => {
    const template = 'https://code.acme.example/api/{tag}';
    const sources = [
      { repository: 'payments/ap', template: 'https://wrong.example/{tag}' },
      { repository, template },
    ];
    const world = worldThatSays(says, aPolicy({ sources }));
    const { origin } = await trace(world, { labels: [] }, anImage({ tags }));
    expect(origin).toEqual({ revision, url: `https://code.acme.example/api/${revision}` });
  });
});

describe('a record', () => {
  const evaluated = async (says: Labels | Error) => {
    const world = worldThatSays(says);
    const name = anImage();
    world.images.push(name);
    const evaluate = async (vulnerabilities: readonly string[]) => {
      const findings = vulnerabilities.map((vulnerability) => aFinding({ vulnerability }));
      world.images.answers(name, { kind: 'scan', scan: aScan({ findings }) });
      await evaluateScan(world)(scanned({ digest: name.digest, counted: findings.length }), 0);
      const item = await world.lineages.read('payments/api');
      return { item, record: await world.records.get(item?.recordKey ?? '') };
    };
    return { world, evaluate };
  };

  test('says it, and asks but for the first of an image', async () => {
    const { world, evaluate } = await evaluated(SAID);
    expect((await evaluate(['CVE-1'])).record.origin).toEqual(ORIGIN);
    const { item, record } = await evaluate(['CVE-1', 'CVE-2']);
    expect(record).toMatchObject({ version: 2, origin: ORIGIN });
    expect(item?.labels).toEqual([said('a')]);
    expect(world.asked).toHaveLength(1);
  });

  test('is kept, and its alert sent, where nobody can say it now', async () => {
    const { world, evaluate } = await evaluated(new Error('an outage'));
    const { record } = await evaluate(['CVE-1']);
    expect(record).toMatchObject({ origin: null, alerts: [{ receiver: 'payments' }] });
    expect(world.outbox.sent).toHaveLength(1);
    await evaluate(['CVE-1', 'CVE-2']);
    expect(world.asked).toHaveLength(2);
  });
});
