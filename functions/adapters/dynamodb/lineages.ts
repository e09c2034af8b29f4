import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Instant } from '../../core/domain/image.ts';
import type { LineageItem, Lineages } from '../../core/ports/lineages.ts';
import { TABLE } from '../../table.ts';
import { whatIsDue } from './what-is-due.ts';

const FORMAT = '1';

const PREFIX = 'LINEAGE#';

const DUE = 'lineage';
const KIND = { due: DUE, prefix: PREFIX };

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

  async settle(lineage, version, dueAt) {
    return (await held(client.send(takeOffPending(lineage, version, dueAt, tableName)))) ? 'settled' : 'conflict';
  },

  due: (now, limit) => whatIsDue(client, tableName, KIND, now, limit),
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

const takeOffPending = (
  lineage: string,
  version: number,
  dueAt: Instant | null,
  tableName: string,
): UpdateItemCommand => {
  const { partitionKey: kind, sortKey: when } = TABLE.due;
  const due = dueAt === null ? null : { ':due': { S: DUE }, ':dueAt': { S: dueAt } };
  return new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(lineage),
    ConditionExpression: 'version = :version',
    UpdateExpression: `SET pending = :none${due ? `, ${kind} = :due, ${when} = :dueAt` : ` REMOVE ${kind}, ${when}`}`,
    ExpressionAttributeValues: { ':version': number(version), ':none': { S: '[]' }, ...due },
  });
};

/**
 * Lists are JSON text: nothing asks for a part of them, and it takes less of the item's 400 KB than maps do.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const toAttributes = (item: LineageItem) => ({
  ...keyOf(item.lineage),
  format: { N: FORMAT },
  account: { S: item.registry.account },
  region: { S: item.registry.region },
  repository: { S: item.repository },
  version: number(item.version),
  ...(item.recordKey !== null && { recordKey: { S: item.recordKey } }),
  heads: { S: JSON.stringify(item.heads) },
  known: { S: JSON.stringify(item.known) },
  pending: { S: JSON.stringify(item.pending) },
  reminders: { S: JSON.stringify(item.reminders) },
  awaited: { S: JSON.stringify(item.awaited) },
  labels: { S: JSON.stringify(item.labels) },
  ...(item.scanning !== null && { scanning: { S: item.scanning } }),
  ...(item.dueAt !== null && { [TABLE.due.partitionKey]: { S: DUE }, [TABLE.due.sortKey]: { S: item.dueAt } }),
});

const Content = z.object({
  registry: z.object({ account: z.string(), region: z.string() }),
  repository: z.string(),
  version: z.number(),
  recordKey: z.nullable(z.string()),
  heads: z.array(
    z.object({
      line: z.string(),
      platform: z.nullable(z.string()),
      digest: z.string(),
      image: z.string(),
      tags: z.array(z.string()),
      pushedAt: z.string(),
      scannedAt: z.string(),
      liveUntil: z.string(),
      recordedAs: z.string(),
      bumped: z.boolean(),
      engine: z.literal(['basic', 'enhanced']),
      inUse: z.nullable(z.number()),
      leads: z.boolean(),
    }),
  ),
  known: z.array(
    z.object({
      digest: z.string(),
      lists: z.array(
        z.discriminatedUnion('isImage', [
          z.object({ digest: z.string(), platform: z.nullable(z.string()), isImage: z.literal(true) }),
          z.object({ digest: z.string(), isImage: z.literal(false) }),
        ]),
      ),
    }),
  ),
  pending: z.array(
    z.object({
      deliveryId: z.string(),
      recordKey: z.string(),
      receiver: z.string(),
      channel: z.literal(['slack', 'sns', 'security-hub']),
      waits: z.literal(['no', 'hour', 'sweep']),
    }),
  ),
  reminders: z.array(z.object({ receiver: z.string(), deliveryId: z.string(), dueAt: z.string() })),
  awaited: z.array(z.object({ digest: z.string(), since: z.string(), dueAt: z.string() })),
  labels: z.array(z.object({ digest: z.string(), source: z.nullable(z.string()), revision: z.nullable(z.string()) })),
  scanning: z.nullable(z.literal(['on', 'off'])),
  dueAt: z.nullable(z.string()),
});

const fromAttributes = (lineage: string, item: Record<string, AttributeValue>, tableName: string): LineageItem => {
  const name = `item ${PREFIX}${lineage} of table ${tableName}`;
  const format = item['format']?.N ?? 'none';
  if (format !== FORMAT)
    throw new Error(`${name} has format ${format}, this release reads ${FORMAT}; deploy a release that reads it`);
  const { success, data, error } = z.safeParse(Content, {
    registry: { account: item['account']?.S, region: item['region']?.S },
    repository: item['repository']?.S,
    version: Number(item['version']?.N),
    recordKey: item['recordKey'] === undefined ? null : item['recordKey'].S,
    heads: json(item['heads']?.S),
    known: json(item['known']?.S),
    pending: json(item['pending']?.S),
    reminders: json(item['reminders']?.S),
    awaited: json(item['awaited']?.S),
    labels: json(item['labels']?.S),
    scanning: item['scanning']?.S ?? null,
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
