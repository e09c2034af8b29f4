import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamodbSweeps } from '../../../functions/adapters/dynamodb/sweeps.ts';
import { type Dynalite, startDynalite } from '../../support/dynalite.ts';

let dynalite: Dynalite;
beforeAll(async () => {
  dynalite = await startDynalite();
});
afterAll(() => dynalite.stop());

const WHOLE = {
  pk: { S: 'SWEEP' },
  format: { N: '1' },
  version: { N: '1' },
  startedAt: { S: 'x' },
  first: { BOOL: true },
};

test.each([
  [{ ...WHOLE, format: { N: '2' } }, 'has format 2, this release reads 1; deploy a release that reads it'],
  [{ pk: WHOLE.pk }, 'has format none, this release reads 1'],
  [{ ...WHOLE, version: { S: 'one' } }, 'is broken; restore it from a backup of the table'],
  [{ ...WHOLE, startedAt: { N: '1' } }, 'is broken'],
  [{ ...WHOLE, first: { S: 'true' } }, 'is broken'],
])('%o is an error, never no sweep', async (Item, says) => {
  const TableName = await dynalite.newTable();
  await dynalite.client.send(new PutItemCommand({ TableName, Item }));
  await expect(dynamodbSweeps(dynalite.client, TableName).read()).rejects.toThrow(
    `item SWEEP of table ${TableName} ${says}`,
  );
});
