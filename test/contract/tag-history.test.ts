import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamodbTagHistory } from '../../functions/adapters/dynamodb/tag-history.ts';
import { type Dynalite, startDynalite } from '../support/dynalite.ts';
import { fakeTagHistory } from '../support/fake-tag-history.ts';
import { tagHistoryContract } from './tag-history.ts';

describe('fakeTagHistory', () => tagHistoryContract(async () => fakeTagHistory()));

describe('dynamodbTagHistory', () => {
  let dynalite: Dynalite;
  beforeAll(async () => {
    dynalite = await startDynalite();
  });
  afterAll(() => dynalite.stop());

  tagHistoryContract(async () => dynamodbTagHistory(dynalite.client, await dynalite.newTable(), 400));

  test('is kept for so many days after the month', async () => {
    const table = await dynalite.newTable();
    await dynamodbTagHistory(dynalite.client, table, 10).keep('a', 'latest', {
      digest: 'sha256:a',
      at: '2026-12-24T00:00:00.000Z',
    });
    const { Items } = await dynalite.client.send(new ScanCommand({ TableName: table }));
    expect(Items?.[0]?.['expiresAt']).toEqual({ N: String(Date.parse('2027-01-11T00:00:00.000Z') / 1000) });
  });

  test('of an unknown format is an error, never none', async () => {
    const table = await dynalite.newTable();
    const Item = { pk: { S: 'TAG#a:latest#2026-12' }, format: { N: '9' } };
    await dynalite.client.send(new PutItemCommand({ TableName: table, Item }));
    const { moves } = dynamodbTagHistory(dynalite.client, table, 10);
    await expect(moves('a', 'latest', '2026-12-24T00:00:00.000Z', '2026-12-24T00:00:00.000Z')).rejects.toThrow(
      'has format 9, this release reads 1',
    );
  });
});
