import { type AttributeValue, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DeliveryFailure, DeliveryProgress } from '../../core/ports/deliveries.ts';
import { TABLE } from '../../table.ts';

/** How far deliveries got, by the claims that `dynamodbClaims` keeps in the table. */
export const dynamodbDeliveryProgress =
  (client: DynamoDBClient, tableName: string) =>
  async (deliveryId: string): Promise<DeliveryProgress> => {
    const Key = { [TABLE.partitionKey]: { S: `DELIVERY#${deliveryId}` } };
    const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
    if (Item === undefined) return { kind: 'unclaimed' };
    if (Item['state']?.S === 'delivered') return { kind: 'delivered', at: deliveredAt(deliveryId, Item) };
    const failure = Item['lastFailure']?.M;
    return failure === undefined ? { kind: 'claimed' } : { kind: 'failed', failure: failureOf(failure) };
  };

const deliveredAt = (deliveryId: string, { deliveredAt: at }: Record<string, AttributeValue>): string => {
  if (at?.S !== undefined) return at.S;
  throw new Error(`claim of delivery ${deliveryId} does not say when; restore it from a backup of the table`);
};

const failureOf = ({ kind, reason, remedy, afterSeconds }: Record<string, AttributeValue>): DeliveryFailure =>
  kind?.S === 'refused'
    ? { kind: 'refused', reason: reason?.S ?? '', remedy: remedy?.S ?? '' }
    : { kind: 'retry', reason: reason?.S ?? '', afterSeconds: Number(afterSeconds?.N) };
