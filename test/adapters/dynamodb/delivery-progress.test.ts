import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamodbClaims } from '../../../functions/adapters/dynamodb/claims.ts';
import { dynamodbDeliveryProgress } from '../../../functions/adapters/dynamodb/delivery-progress.ts';
import type { DeliveryFailure } from '../../../functions/core/ports/deliveries.ts';
import { type Dynalite, startDynalite } from '../../support/dynalite.ts';

const [NOW, LEASE, LATER] = ['2026-11-21T08:00:00.000Z', '2026-11-21T08:01:10.000Z', '2026-11-21T08:02:20.000Z'];
const REFUSED: DeliveryFailure = { kind: 'refused', reason: 'Slack answered not_in_channel', remedy: 'invite the app' };
const RETRY: DeliveryFailure = { kind: 'retry', reason: 'Slack answered 429', afterSeconds: 30 };

let dynalite: Dynalite;
beforeAll(async () => {
  dynalite = await startDynalite();
});
afterAll(() => dynalite.stop());

const aTable = async () => {
  const table = await dynalite.newTable();
  return { claims: dynamodbClaims(dynalite.client, table), progress: dynamodbDeliveryProgress(dynalite.client, table) };
};

test('a delivery is unclaimed, claimed, delivered', async () => {
  const { claims, progress } = await aTable();
  expect(await progress('1')).toEqual({ kind: 'unclaimed' });
  await claims.claim('1', NOW, LEASE);
  expect(await progress('1')).toEqual({ kind: 'claimed' });
  await claims.delivered('1', [], LATER);
  expect(await progress('1')).toEqual({ kind: 'delivered', at: LATER });
});

test.each([REFUSED, RETRY])('the failure of a try is told until the next one: %j', async (failure) => {
  const { claims, progress } = await aTable();
  await claims.claim('1', NOW, LEASE);
  await claims.release('1', failure);
  expect(await progress('1')).toEqual({ kind: 'failed', failure });
  await claims.claim('1', LATER, LATER);
  expect(await progress('1')).toEqual({ kind: 'claimed' });
});
