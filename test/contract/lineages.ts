import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LineageItem, Lineages } from '../../functions/core/ports/lineages.ts';
import type { Listed } from '../../functions/core/ports/registry.ts';
import { aDelivery, aHead, aLineageItem } from '../support/builders.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 20 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const anyInstant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2050-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const anyListed: fc.Arbitrary<Listed> = fc.oneof(
  fc.record({ digest: anyText, platform: orNull(anyText), isImage: fc.constant(true) }),
  fc.record({ digest: anyText, isImage: fc.constant(false) }),
);

const anyFirstItem: fc.Arbitrary<LineageItem> = fc.record({
  lineage: fc.uuid(),
  registry: fc.record({ account: anyText, region: anyText }),
  repository: anyText,
  version: fc.constant(1),
  recordKey: orNull(anyText),
  heads: fc.array(
    fc.record({
      line: anyText,
      platform: orNull(anyText),
      digest: anyText,
      image: anyText,
      tags: fc.array(anyText, { maxLength: 3 }),
      pushedAt: anyInstant,
      scannedAt: anyInstant,
      liveUntil: anyInstant,
      recordedAs: anyText,
      bumped: fc.boolean(),
      engine: fc.constantFrom('basic', 'enhanced'),
      inUse: orNull(fc.nat()),
      leads: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  known: fc.array(fc.record({ digest: anyText, lists: fc.array(anyListed, { maxLength: 3 }) }), { maxLength: 3 }),
  pending: fc.array(
    fc.record({
      deliveryId: anyText,
      recordKey: anyText,
      receiver: anyText,
      channel: fc.constant('slack'),
      waits: fc.constantFrom('no', 'hour', 'sweep'),
    }),
    { maxLength: 3 },
  ),
  reminders: fc.array(fc.record({ receiver: anyText, deliveryId: anyText, dueAt: anyInstant }), { maxLength: 3 }),
  awaited: fc.array(fc.record({ digest: anyText, since: anyInstant, dueAt: anyInstant }), { maxLength: 3 }),
  labels: fc.array(fc.record({ digest: anyText, source: orNull(anyText), revision: orNull(anyText) }), {
    maxLength: 3,
  }),
  scanning: fc.constantFrom('on', 'off', null),
  dueAt: orNull(anyInstant),
});

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 8, minute)).toISOString();

/** Commits the versions 1 to `version` of an item. */
const commitUpTo = async (lineages: Lineages, { version, ...item }: LineageItem): Promise<void> => {
  for (let next = 1; next <= version; next++) await lineages.commit({ ...item, version: next });
};

/** What all that keeps lineage items promises. */
export const lineagesContract = (newLineages: () => Promise<Lineages>): void => {
  test('a lineage that nobody committed is null', async () => {
    expect(await (await newLineages()).read('payments/api')).toBeNull();
  });

  test('what was committed is read as it was', async () => {
    const lineages = await newLineages();
    await fc.assert(
      fc.asyncProperty(anyFirstItem, async (item) => {
        expect(await lineages.commit(item)).toBe('committed');
        expect(await lineages.read(item.lineage)).toEqual(item);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    { kept: 0, version: 1, answer: 'committed' },
    { kept: 0, version: 2, answer: 'conflict' },
    { kept: 1, version: 1, answer: 'conflict' },
    { kept: 1, version: 2, answer: 'committed' },
    { kept: 1, version: 3, answer: 'conflict' },
    { kept: 2, version: 1, answer: 'conflict' },
    { kept: 2, version: 2, answer: 'conflict' },
    { kept: 11, version: 12, answer: 'committed' },
  ])('where version $kept is kept, version $version is $answer', async ({ kept, version, answer }) => {
    const lineages = await newLineages();
    await commitUpTo(lineages, aLineageItem({ version: kept }));
    const before = await lineages.read('payments/api');
    const next = aLineageItem({ version, recordKey: 'records/next.json.gz' });
    expect(await lineages.commit(next)).toBe(answer);
    expect(await lineages.read('payments/api')).toEqual(answer === 'committed' ? next : before);
  });

  test.each([1, 2])('of many commits of version %i at the same time exactly one wins', async (version) => {
    const lineages = await newLineages();
    await commitUpTo(lineages, aLineageItem({ version: version - 1 }));
    const rivals = Array.from({ length: 10 }, (_, n) => aLineageItem({ version, recordKey: `records/${n}.json.gz` }));
    const answers = await Promise.all(rivals.map((rival) => lineages.commit(rival)));
    const winners = rivals.filter((_, n) => answers[n] === 'committed');
    expect(winners).toHaveLength(1);
    expect(await lineages.read('payments/api')).toEqual(winners[0]);
  });

  test('lineages are apart', async () => {
    const lineages = await newLineages();
    const items = ['payments/api', 'payments', 'api'].map((lineage) => aLineageItem({ lineage }));
    for (const item of items) expect(await lineages.commit(item)).toBe('committed');
    for (const item of items) expect(await lineages.read(item.lineage)).toEqual(item);
  });

  test.each([null, at(9)])(
    'settling takes what is pending off, which is then due at %s, however often',
    async (dueAt) => {
      const lineages = await newLineages();
      const item = aLineageItem({ heads: [aHead(), aHead({ line: 'prod', platform: 'linux/arm64' })] });
      await lineages.commit(item);
      for (const _ of [1, 2]) {
        expect(await lineages.settle(item.lineage, 1, dueAt)).toBe('settled');
        expect(await lineages.read(item.lineage)).toEqual({ ...item, pending: [], dueAt });
        expect(await lineages.due(at(9), 10)).toEqual(dueAt === null ? [] : [item.lineage]);
      }
      expect(await lineages.due(at(8), 10)).toEqual([]);
    },
  );

  test('what was never due may be due once it is settled', async () => {
    const lineages = await newLineages();
    await lineages.commit(aLineageItem({ dueAt: null }));
    await lineages.settle('payments/api', 1, at(9));
    expect(await lineages.due(at(9), 10)).toEqual(['payments/api']);
  });

  test('settling after a later commit is a conflict, and takes nothing off', async () => {
    const lineages = await newLineages();
    const later = aLineageItem({ version: 2, pending: [aDelivery({ recordKey: 'records/2.json.gz' })], dueAt: at(9) });
    await commitUpTo(lineages, later);
    for (const dueAt of [null, at(1)]) expect(await lineages.settle(later.lineage, 1, dueAt)).toBe('conflict');
    expect(await lineages.read(later.lineage)).toEqual(later);
    expect(await lineages.due(at(9), 10)).toEqual([later.lineage]);
  });

  test('settling what nobody committed is a conflict, and makes nothing', async () => {
    const lineages = await newLineages();
    expect(await lineages.settle('payments/api', 1, at(9))).toBe('conflict');
    expect(await lineages.read('payments/api')).toBeNull();
  });

  test('due are those whose time has come, earliest first, up to a limit', async () => {
    const lineages = await newLineages();
    for (const [lineage, dueAt] of [
      ['third', at(3)],
      ['first', at(1)],
      ['never', null],
      ['later', at(4)],
      ['second', at(2)],
    ] as const)
      await lineages.commit(aLineageItem({ lineage, dueAt }));
    expect(await lineages.due(at(3), 10)).toEqual(['first', 'second', 'third']);
    expect(await lineages.due(at(3), 2)).toEqual(['first', 'second']);
    expect(await lineages.due(at(0), 10)).toEqual([]);
  });

  test('what is settled, or committed with nothing to do, is due no more', async () => {
    const lineages = await newLineages();
    await lineages.commit(aLineageItem({ lineage: 'settled', dueAt: at(1) }));
    await lineages.commit(aLineageItem({ lineage: 'done', dueAt: at(1) }));
    await lineages.commit(aLineageItem({ lineage: 'moved', dueAt: at(1) }));
    await lineages.settle('settled', 1, null);
    await lineages.commit(aLineageItem({ lineage: 'done', version: 2, dueAt: null }));
    await lineages.commit(aLineageItem({ lineage: 'moved', version: 2, dueAt: at(5) }));
    expect(await lineages.due(at(4), 10)).toEqual([]);
    expect(await lineages.due(at(5), 10)).toEqual(['moved']);
  });
};
