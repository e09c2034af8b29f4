import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dynamodbLineages } from '../../../functions/adapters/dynamodb/lineages.ts';
import type { Lineages } from '../../../functions/core/ports/lineages.ts';
import { TABLE } from '../../../functions/table.ts';
import { aHead, aLineageItem } from '../../support/builders.ts';
import { type Dynalite, startDynalite } from '../../support/dynalite.ts';

let dynalite: Dynalite;
let table: string;
let lineages: Lineages;
beforeAll(async () => {
  dynalite = await startDynalite();
});
beforeEach(async () => {
  table = await dynalite.newTable();
  lineages = dynamodbLineages(dynalite.client, table);
});
afterAll(() => dynalite.stop());

const Key = { [TABLE.partitionKey]: { S: 'LINEAGE#payments/api' } };

const attributes = async () => (await dynalite.client.send(new GetItemCommand({ TableName: table, Key }))).Item ?? {};

/** Breaks one attribute of the committed item. */
const set = (attribute: string, value: { S: string } | { N: string }) =>
  dynalite.client.send(
    new UpdateItemCommand({
      TableName: table,
      Key,
      UpdateExpression: 'SET #attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': value },
    }),
  );

describe('the item', () => {
  test('carries the keys of the index while it has something to do, and then no more', async () => {
    await lineages.commit(aLineageItem({ dueAt: '2026-11-21T08:05:05.000Z' }));
    expect(await attributes()).toMatchObject({
      format: { N: '1' },
      version: { N: '1' },
      [TABLE.due.partitionKey]: { S: 'lineage' },
      [TABLE.due.sortKey]: { S: '2026-11-21T08:05:05.000Z' },
    });
    await lineages.settle('payments/api', 1, null);
    expect(Object.keys(await attributes()).sort()).toEqual([
      'account',
      'awaited',
      'format',
      'heads',
      'known',
      'labels',
      'pending',
      'pk',
      'recordKey',
      'region',
      'reminders',
      'repository',
      'version',
    ]);
  });

  test('of an unknown format is an error with the remedy, and is not overwritten', async () => {
    await dynalite.client.send(new PutItemCommand({ TableName: table, Item: { ...Key, format: { N: '2' } } }));
    await expect(lineages.read('payments/api')).rejects.toThrow(
      `item LINEAGE#payments/api of table ${table} has format 2, this release reads 1; deploy a release that reads it`,
    );
    expect(await lineages.commit(aLineageItem())).toBe('conflict');
  });

  test('without a format is an error, never a new lineage', async () => {
    await dynalite.client.send(new PutItemCommand({ TableName: table, Item: Key }));
    await expect(lineages.read('payments/api')).rejects.toThrow('has format none');
  });

  test.each([
    ['heads', { S: 'not JSON' }, 'heads'],
    ['heads', { S: JSON.stringify([aHead(), { ...aHead(), digest: 7 }]) }, 'heads.1.digest'],
    [
      'pending',
      { S: '[{"receiver":"payments"}]' },
      'pending.0.deliveryId, pending.0.recordKey, pending.0.channel, pending.0.waits',
    ],
    [
      'known',
      { S: JSON.stringify([{ digest: 'a', lists: [{ digest: 'b', isImage: true }] }]) },
      'known.0.lists.0.platform',
    ],
    ['reminders', { S: '[{}]' }, 'reminders.0.receiver, reminders.0.deliveryId, reminders.0.dueAt'],
    ['account', { N: '7' }, 'registry.account'],
    ['recordKey', { N: '7' }, 'recordKey'],
    ['version', { S: '1' }, 'version'],
  ])('whose %s is %j is an error that names the place', async (attribute, value, place) => {
    await lineages.commit(aLineageItem());
    await set(attribute, value);
    await expect(lineages.read('payments/api')).rejects.toThrow(
      `item LINEAGE#payments/api of table ${table} is broken at ${place}; restore it from a backup of the table`,
    );
  });

  test('that is larger than DynamoDB takes throws what DynamoDB says', async () => {
    const item = aLineageItem({ heads: Array.from({ length: 2_000 }, () => aHead()) });
    await expect(lineages.commit(item)).rejects.toThrow(/size/i);
    expect(await lineages.read('payments/api')).toBeNull();
  });
});

test('a read is consistent: an older version would cost a conflict', async () => {
  const inputs: unknown[] = [];
  dynalite.client.middlewareStack.add(
    (next) => (args) => {
      inputs.push(args.input);
      return next(args);
    },
    { step: 'initialize', name: 'inputs' },
  );
  await lineages.read('payments/api').finally(() => dynalite.client.middlewareStack.remove('inputs'));
  expect(inputs).toEqual([expect.objectContaining({ ConsistentRead: true })]);
});

test('due items of another kind are not seen', async () => {
  const Item = { pk: { S: 'REMINDER#1' }, due: { S: 'reminder' }, dueAt: { S: '2026-11-21T08:00:00.000Z' } };
  await dynalite.client.send(new PutItemCommand({ TableName: table, Item }));
  expect(await lineages.due('2026-11-22T08:00:00.000Z', 10)).toEqual([]);
});
