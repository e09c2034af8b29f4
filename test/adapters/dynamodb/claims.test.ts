import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dynamodbClaims } from '../../../functions/adapters/dynamodb/claims.ts';
import type { Claims } from '../../../functions/core/ports/deliveries.ts';
import { TABLE } from '../../../functions/table.ts';
import { type Dynalite, startDynalite } from '../../support/dynalite.ts';

const [NOW, LEASE] = ['2026-11-21T08:00:00.000Z', '2026-11-21T08:01:10.000Z'];

let dynalite: Dynalite;
let table: string;
let claims: Claims;
beforeAll(async () => {
  dynalite = await startDynalite();
});
beforeEach(async () => {
  table = await dynalite.newTable();
  claims = dynamodbClaims(dynalite.client, table);
});
afterAll(() => dynalite.stop());

const Key = { [TABLE.partitionKey]: { S: 'DELIVERY#1' } };

test('a claim is kept for 400 days, which DynamoDB counts in epoch seconds', async () => {
  await claims.claim('1', NOW, LEASE);
  await claims.delivered('1', ['1763712005.000100', null], '2026-11-21T08:00:01.000Z');
  const { Item } = await dynalite.client.send(new GetItemCommand({ TableName: table, Key }));
  expect(Item).toEqual({
    ...Key,
    format: { N: '1' },
    state: { S: 'delivered' },
    receipts: { L: [{ S: '1763712005.000100' }, { NULL: true }] },
    deliveredAt: { S: '2026-11-21T08:00:01.000Z' },
    leaseUntil: { S: LEASE },
    [TABLE.expires]: { N: String(Date.parse('2027-12-26T08:00:00.000Z') / 1_000) },
  });
});

test('a claim of an unknown format is an error with the remedy', async () => {
  await dynalite.client.send(new PutItemCommand({ TableName: table, Item: { ...Key, format: { N: '2' } } }));
  await expect(claims.claim('1', NOW, LEASE)).rejects.toThrow(
    'claim of delivery 1 has format 2, this release reads 1; deploy a release that reads it',
  );
});

test('every verb is an UpdateItem', async () => {
  const commands: unknown[] = [];
  dynalite.client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        commands.push(commandName);
        return next(args);
      },
    { step: 'initialize', name: 'commands' },
  );
  await claims.claim('1', NOW, LEASE);
  await claims.claim('1', NOW, LEASE);
  await claims.keep('1', []);
  await claims.release('1', { kind: 'retry', reason: 'Slack answered 503', afterSeconds: 0 });
  await claims.delivered('1', [], NOW);
  await claims.claim('1', NOW, LEASE);
  dynalite.client.middlewareStack.remove('commands');
  expect(new Set(commands)).toEqual(new Set(['UpdateItemCommand']));
});
