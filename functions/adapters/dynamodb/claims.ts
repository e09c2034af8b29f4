import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Claims, DeliveryFailure, Receipts } from '../../core/ports/deliveries.ts';
import { TABLE } from '../../table.ts';
import { type Change, type Item, updateItem } from './update-item.ts';

const FORMAT = '1';

/** For reminders, which count from when a delivery was made; no message lives as long, in its queue and in the dead letters. */
export const KEPT_SECONDS = 400 * 24 * 60 * 60;

/** Claims in a DynamoDB table. Each verb is one conditional UpdateItem, so that the function needs no other action. */
export const dynamodbClaims = (client: DynamoDBClient, tableName: string): Claims => {
  const update = (deliveryId: string, change: Change) =>
    updateItem(client, tableName, `DELIVERY#${deliveryId}`, change);
  const updateClaimed = async (deliveryId: string, change: Omit<Change, 'ConditionExpression'>): Promise<void> => {
    const ConditionExpression = `attribute_exists(${TABLE.partitionKey})`;
    if ((await update(deliveryId, { ...change, ConditionExpression })) === null)
      throw new Error(`delivery ${deliveryId} is not claimed; claim it before it is sent`);
  };
  return {
    async claim(deliveryId, now, leaseUntil) {
      const item = await update(deliveryId, takeLease(now, leaseUntil));
      return item === null ? { kind: 'busy' } : claimOf(deliveryId, item);
    },
    keep: (deliveryId, receipts) =>
      updateClaimed(deliveryId, {
        UpdateExpression: 'SET receipts = :receipts',
        ExpressionAttributeValues: { ':receipts': list(receipts) },
      }),
    delivered: (deliveryId, receipts, at) =>
      updateClaimed(deliveryId, {
        UpdateExpression: 'SET #state = :delivered, receipts = :receipts, deliveredAt = :at',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':delivered': text('delivered'), ':receipts': list(receipts), ':at': text(at) },
      }),
    release: (deliveryId, failure) =>
      updateClaimed(deliveryId, {
        UpdateExpression: 'SET lastFailure = :failure REMOVE leaseUntil',
        ExpressionAttributeValues: { ':failure': failureMap(failure) },
      }),
  };
};

const text = (value: string): AttributeValue => ({ S: value });

const list = (receipts: Receipts): AttributeValue => ({
  L: receipts.map((receipt) => (receipt === null ? { NULL: true } : text(receipt))),
});

const failureMap = (failure: DeliveryFailure): AttributeValue => ({
  M: {
    kind: text(failure.kind),
    reason: text(failure.reason),
    ...(failure.kind === 'refused'
      ? { remedy: text(failure.remedy) }
      : { afterSeconds: { N: String(failure.afterSeconds) } }),
  },
});

/** Fails where another's lease is live. What is delivered stays so: its lease says nothing any more. */
const takeLease = (now: string, leaseUntil: string): Change => ({
  ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR #state = :delivered',
  UpdateExpression: `SET #format = if_not_exists(#format, :format), #state = if_not_exists(#state, :sending),
    leaseUntil = :leaseUntil, ${TABLE.expires} = :expires REMOVE lastFailure`,
  ExpressionAttributeNames: { '#format': 'format', '#state': 'state' },
  ExpressionAttributeValues: {
    ':format': { N: FORMAT },
    ':sending': text('sending'),
    ':delivered': text('delivered'),
    ':now': text(now),
    ':leaseUntil': text(leaseUntil),
    ':expires': { N: String(Math.floor(Date.parse(now) / 1_000) + KEPT_SECONDS) },
  },
});

const claimOf = (deliveryId: string, item: Item): { kind: 'claimed'; receipts: Receipts } | { kind: 'delivered' } => {
  const format = item['format']?.N;
  if (format !== FORMAT)
    throw new Error(
      `claim of delivery ${deliveryId} has format ${format}, this release reads ${FORMAT}; deploy a release that reads it`,
    );
  if (item['state']?.S === 'delivered') return { kind: 'delivered' };
  return { kind: 'claimed', receipts: (item['receipts']?.L ?? []).map(({ S }) => S ?? null) };
};
