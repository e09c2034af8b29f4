import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dynamodbThreads } from '../../../functions/adapters/dynamodb/threads.ts';
import type { Threads } from '../../../functions/core/ports/channel.ts';
import { TABLE } from '../../../functions/table.ts';
import { type Dynalite, startDynalite } from '../../support/dynalite.ts';

let dynalite: Dynalite;
let table: string;
let threads: Threads;
beforeAll(async () => {
  dynalite = await startDynalite();
});
beforeEach(async () => {
  table = await dynalite.newTable();
  threads = dynamodbThreads(dynalite.client, table);
});
afterAll(() => dynalite.stop());

const Key = { [TABLE.partitionKey]: { S: 'THREAD#payments#payments/api' } };
const ITEM = {
  ...Key,
  format: { N: '1' },
  channelId: { S: 'C0PAYMENTS' },
  ts: { S: '1795248005.000100' },
  recordKey: { S: 'records/1.json.gz' },
};

test('a thread is kept for 400 days after its first message', async () => {
  await threads.begin('payments', 'payments/api', {
    channelId: 'C0PAYMENTS',
    ts: '1795248005.000100',
    recordKey: 'records/1.json.gz',
  });
  const { Item } = await dynalite.client.send(new GetItemCommand({ TableName: table, Key }));
  expect(Item).toEqual({ ...ITEM, [TABLE.expires]: { N: String(1_795_248_005 + 400 * 86_400) } });
});

test.each([
  [{ format: { N: '2' } }, 'has format 2, this release reads 1; deploy a release that reads it'],
  [{ ts: { N: '1' } }, 'is broken; delete it: the next alert begins a new thread'],
])('an item with %j is an error with the remedy', async (attributes, message) => {
  await dynalite.client.send(new PutItemCommand({ TableName: table, Item: { ...ITEM, ...attributes } }));
  await expect(threads.find('payments', 'payments/api')).rejects.toThrow(
    `item THREAD#payments#payments/api of table ${table} ${message}`,
  );
});
