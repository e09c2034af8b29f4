import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { LineageItem, Lineages } from '../../core/ports.ts';
import { TABLE } from '../../table.ts';

const FORMAT = '1';

const PREFIX = 'LINEAGE#';

/** The partition of the index: each kind of due item has its own, so that a release sees only those it knows. */
const DUE = 'lineage';

/** Lineage items in a DynamoDB table. */
export const dynamodbLineages = (client: DynamoDBClient, tableName: string): Lineages => ({
  async read(lineage) {
    const get = new GetItemCommand({ TableName: tableName, Key: keyOf(lineage), ConsistentRead: true });
    const { Item } = await client.send(get);
    return Item === undefined ? null : fromAttributes(lineage, Item, tableName);
  },

  async commit(item) {
    return (await held(client.send(putNext(item, tableName)))) ? 'committed' : 'conflict';
  },

  async settle(lineage, version) {
    return (await held(client.send(takeOffPending(lineage, version, tableName)))) ? 'settled' : 'conflict';
  },

  async due(now, limit) {
    const lineages: string[] = [];
    for await (const { Items = [] } of paginateQuery({ client, pageSize: limit }, whatIsDue(now, tableName))) {
      lineages.push(...Items.map((item) => (item[TABLE.partitionKey]?.S ?? '').slice(PREFIX.length)));
      if (lineages.length >= limit) break;
    }
    return lineages.slice(0, limit);
  },
});

const keyOf = (lineage: string): Record<string, AttributeValue> => ({
  [TABLE.partitionKey]: { S: `${PREFIX}${lineage}` },
});

const number = (value: number): AttributeValue => ({ N: String(value) });

/** Whether the condition of a write held. */
const held = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const putNext = (item: LineageItem, tableName: string): PutItemCommand =>
  new PutItemCommand({
    TableName: tableName,
    Item: toAttributes(item),
    ...(item.version === 1
      ? { ConditionExpression: `attribute_not_exists(${TABLE.partitionKey})` }
      : {
          ConditionExpression: 'version = :before',
          ExpressionAttributeValues: { ':before': number(item.version - 1) },
        }),
  });

const takeOffPending = (lineage: string, version: number, tableName: string): UpdateItemCommand =>
  new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(lineage),
    ConditionExpression: 'version = :version',
    UpdateExpression: `SET pending = :none REMOVE ${TABLE.due.partitionKey}, ${TABLE.due.sortKey}`,
    ExpressionAttributeValues: { ':version': number(version), ':none': { S: '[]' } },
  });

const whatIsDue = (now: string, tableName: string): QueryCommandInput => ({
  TableName: tableName,
  IndexName: TABLE.due.indexName,
  KeyConditionExpression: `${TABLE.due.partitionKey} = :due AND ${TABLE.due.sortKey} <= :now`,
  ExpressionAttributeValues: { ':due': { S: DUE }, ':now': { S: now } },
});

/**
 * Heads and pending are JSON text: nothing asks for a part of them, and it takes less of the item's 400 KB than maps do.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const toAttributes = ({ lineage, version, recordKey, heads, pending, dueAt }: LineageItem) => ({
  ...keyOf(lineage),
  format: { N: FORMAT },
  version: number(version),
  recordKey: { S: recordKey },
  heads: { S: JSON.stringify(heads) },
  pending: { S: JSON.stringify(pending) },
  ...(dueAt !== null && { [TABLE.due.partitionKey]: { S: DUE }, [TABLE.due.sortKey]: { S: dueAt } }),
});

const Content = z.object({
  version: z.number(),
  recordKey: z.string(),
  heads: z.array(
    z.object({
      line: z.string(),
      platform: z.nullable(z.string()),
      digest: z.string(),
      tags: z.array(z.string()),
      pushedAt: z.string(),
      scannedAt: z.string(),
    }),
  ),
  pending: z.array(
    z.object({
      deliveryId: z.string(),
      recordKey: z.string(),
      receiver: z.string(),
      channel: z.literal(['slack', 'sns', 'security-hub']),
    }),
  ),
  dueAt: z.nullable(z.string()),
});

const fromAttributes = (lineage: string, item: Record<string, AttributeValue>, tableName: string): LineageItem => {
  const name = `item ${PREFIX}${lineage} of table ${tableName}`;
  const format = item['format']?.N ?? 'none';
  if (format !== FORMAT)
    throw new Error(`${name} has format ${format}, this release reads ${FORMAT}; deploy a release that reads it`);
  const { success, data, error } = z.safeParse(Content, {
    version: Number(item['version']?.N),
    recordKey: item['recordKey']?.S,
    heads: json(item['heads']?.S),
    pending: json(item['pending']?.S),
    dueAt: item[TABLE.due.sortKey]?.S ?? null,
  });
  if (success) return { lineage, ...data };
  const places = error.issues.map(({ path }) => path.join('.'));
  throw new Error(`${name} is broken at ${places.join(', ')}; restore it from a backup of the table`);
};

/** Undefined, which nothing here may be, where `text` is not JSON. */
const json = (text = ''): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
