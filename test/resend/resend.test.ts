import { describe, expect, test } from 'vitest';
import { resend } from '../../functions/resend/resend.ts';
import { aDelivery, aLineageItem } from '../support/builders.ts';
import { fakeLineages } from '../support/fake-lineages.ts';
import { fakeOutbox } from '../support/fake-outbox.ts';

const now = () => new Date('2026-11-21T08:10:00.000Z');
const early = '2026-11-21T08:05:00.000Z';
const late = '2026-11-21T08:15:00.000Z';

describe('resend', () => {
  test('sends what is due and takes it off the item, and leaves what is not yet due', async () => {
    const lineages = fakeLineages(
      aLineageItem({ lineage: 'a', dueAt: early }),
      aLineageItem({ lineage: 'b', dueAt: late }),
      aLineageItem({ lineage: 'c', dueAt: null, pending: [] }),
    );
    const outbox = fakeOutbox();
    expect(await resend({ lineages, outbox, now })).toBe(1);
    expect(outbox.sent).toEqual([aDelivery()]);
    expect(lineages.items.get('a')).toMatchObject({ pending: [], dueAt: null });
    expect(lineages.items.get('b')).toMatchObject({ dueAt: late });
  });

  test('sends nothing that somebody else sent since the index was written', async () => {
    const sent = aLineageItem({ lineage: 'a', dueAt: null, pending: [] });
    const lineages = { ...fakeLineages(sent), due: async () => ['a', 'gone'] };
    const outbox = fakeOutbox();
    expect(await resend({ lineages, outbox, now })).toBe(0);
    expect(outbox.sent).toEqual([]);
  });

  test('leaves what it cannot send on its item, sends the rest, and then fails', async () => {
    const lineages = fakeLineages(
      aLineageItem({ lineage: 'a', dueAt: early, pending: [aDelivery({ recordKey: '\uFFFE' })] }),
      aLineageItem({ lineage: 'b', dueAt: early }),
    );
    const outbox = fakeOutbox();
    await expect(resend({ lineages, outbox, now })).rejects.toThrow('1 of 2 lineages keep deliveries');
    expect(lineages.items.get('a')).toMatchObject({ dueAt: early, pending: [{ recordKey: '\uFFFE' }] });
    expect(lineages.items.get('b')).toMatchObject({ pending: [] });
  });
});
