import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dynamodbMarkers, MAX_SCORES } from '../../../functions/adapters/dynamodb/markers.ts';
import type { Markers } from '../../../functions/core/ports/markers.ts';
import { aDigest, aRegistry } from '../../support/builders.ts';
import { type Dynalite, startDynalite } from '../../support/dynalite.ts';

const NAME = { repository: 'payments/api', digest: aDigest() };
const IMAGE = { ...NAME, registry: aRegistry() };
const NOW = '2026-11-21T08:00:00.000Z';

let dynalite: Dynalite;
let table: string;
let markers: Markers;
beforeAll(async () => {
  dynalite = await startDynalite();
});
beforeEach(async () => {
  table = await dynalite.newTable();
  markers = dynamodbMarkers(dynalite.client, table);
});
afterAll(() => dynalite.stop());

/** As long as they come. */
const scores = (count: number, from = 0): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`CVE-${n + from}-`.padEnd(64, 'x'), 0.1 + 0.2 + n]));

describe('an item', () => {
  test('takes as many scores as there may be, and those that come then take their place', async () => {
    await markers.mark(IMAGE, scores(MAX_SCORES - 1), NOW);
    await markers.mark(IMAGE, scores(1, MAX_SCORES), NOW);
    expect(Object.keys((await markers.read(NAME))?.epss ?? {})).toHaveLength(MAX_SCORES);
    expect(await markers.mark(IMAGE, { 'CVE-2026-1': 0.5 }, NOW)).toBe('again');
    expect((await markers.read(NAME))?.epss).toEqual({ 'CVE-2026-1': 0.5 });
  });

  test('takes the last of more scores than there may be', async () => {
    await markers.mark(IMAGE, { ...scores(MAX_SCORES), 'CVE-2026-1': 0.5 }, NOW);
    const epss = (await markers.read(NAME))?.epss ?? {};
    expect(Object.keys(epss)).toHaveLength(MAX_SCORES);
    expect(epss).toMatchObject({ 'CVE-2026-1': 0.5 });
  });

  test('ends a week after the last mark', async () => {
    await markers.mark(IMAGE, {}, '2026-11-20T08:00:00.000Z');
    await markers.mark(IMAGE, {}, NOW);
    const Key = { pk: { S: `IMAGE#payments/api@${aDigest()}` } };
    const { Item } = await dynalite.client.send(new GetItemCommand({ TableName: table, Key }));
    expect(Item?.['expiresAt']).toEqual({ N: String(Date.parse('2026-11-28T08:00:00Z') / 1000) });
  });

  test.each(['', 'CVE 2026', 'CVE-2026-\u{1F600}', 'C'.repeat(65)])(
    'takes no score of %j, which is no name',
    async (name) => {
      expect(await markers.mark(IMAGE, { [name]: 0.5 }, NOW)).toBe('first');
      expect((await markers.read(NAME))?.epss).toEqual({});
    },
  );

  test.each([
    ['has format 2, this release reads 1', { format: { N: '2' } }],
    ['has format none', {}],
    ['is broken; delete it', { format: { N: '1' }, version: { N: '7' } }],
  ])('that %s is an error, never none', async (message, attributes) => {
    const Item = { pk: { S: `IMAGE#payments/api@${aDigest()}` }, ...attributes };
    await dynalite.client.send(new PutItemCommand({ TableName: table, Item }));
    await expect(markers.read(NAME)).rejects.toThrow(
      `item IMAGE#payments/api@${aDigest()} of table ${table} ${message}`,
    );
  });
});
