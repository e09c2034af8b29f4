import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Thread, Threads } from '../../core/ports/channel.ts';
import { TABLE, THREAD_PREFIX } from '../../table.ts';

const FORMAT = '1';

/** Longer than anybody scrolls back in Slack, counted from the first message; what is told later begins a thread of its own. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

/** Threads in a DynamoDB table. */
export const dynamodbThreads = (client: DynamoDBClient, TableName: string): Threads => ({
  async find(receiver, lineage) {
    const Key = keyOf(receiver, lineage);
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? null : fromAttributes(Item, TableName);
  },

  async begin(receiver, lineage, { channelId, ts, recordKey }) {
    const Item = {
      ...keyOf(receiver, lineage),
      format: { N: FORMAT },
      channelId: { S: channelId },
      ts: { S: ts },
      recordKey: { S: recordKey },
      // Slack's `ts` is when it took the message, in epoch seconds.
      [TABLE.expires]: { N: String(Math.floor(Number(ts)) + KEPT_SECONDS) },
    };
    await client.send(new PutItemCommand({ TableName, Item }));
  },

  async end(receiver, lineage) {
    await client.send(new DeleteItemCommand({ TableName, Key: keyOf(receiver, lineage) }));
  },
});

/** The name of a receiver has no `#`. */
const keyOf = (receiver: string, lineage: string): Record<string, AttributeValue> => ({
  [TABLE.partitionKey]: { S: `${THREAD_PREFIX}${receiver}#${lineage}` },
});

const fromAttributes = (item: Record<string, AttributeValue>, tableName: string): Thread => {
  const name = `item ${item[TABLE.partitionKey]?.S} of table ${tableName}`;
  const format = item['format']?.N ?? 'none';
  if (format !== FORMAT)
    throw new Error(`${name} has format ${format}, this release reads ${FORMAT}; deploy a release that reads it`);
  const [channelId, ts, recordKey] = ['channelId', 'ts', 'recordKey'].map((attribute) => item[attribute]?.S);
  if (channelId === undefined || ts === undefined || recordKey === undefined)
    throw new Error(`${name} is broken; delete it: the next alert begins a new thread`);
  return { channelId, ts, recordKey };
};
