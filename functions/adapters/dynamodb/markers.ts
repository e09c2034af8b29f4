import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Instant } from '../../core/domain/image.ts';
import { QUIET_MS } from '../../core/domain/quiet.ts';
import type { Marker, Markers } from '../../core/ports/markers.ts';
import type { ImageName } from '../../core/ports/registry.ts';
import { IMAGE_PREFIX, TABLE } from '../../table.ts';
import { type Change, type Item, updateItem } from './update-item.ts';
import { whatIsDue } from './what-is-due.ts';

const FORMAT = '1';
const DUE = 'marker';
const KIND = { due: DUE, prefix: IMAGE_PREFIX };

/** An evaluation is nudged two minutes after the first mark, and waits for quiet no longer than ten. */
const OVERDUE_MS = 15 * 60 * 1000;

/** What cannot be evaluated in so long never will be: the daily sweep goes on looking after the image. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Scores an item holds. One takes up to 98 bytes: day, score and a vulnerability of at most 64 characters; all of them fit into
 * the 400 KB of an item. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const MAX_SCORES = 4_000;
const VULNERABILITY = /^[!-~]{1,64}$/;

/** Markers in a DynamoDB table, an item an image. */
export const dynamodbMarkers = (client: DynamoDBClient, tableName: string): Markers => {
  const update = (name: ImageName, change: Change) => updateItem(client, tableName, keyOf(name), change);
  return {
    async mark({ registry, ...name }, epss, now) {
      const scores = scoresOf(epss, now);
      const marked =
        (await update(name, markOf(registry, scores, now, 'add'))) ??
        (await update(name, markOf(registry, scores, now, 'replace')));
      return marked?.['firstAt'] === undefined ? 'first' : 'again';
    },

    async read(name) {
      const get = new GetItemCommand({ TableName: tableName, Key: primaryKey(name), ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item === undefined ? null : fromAttributes(name, Item, tableName);
    },

    async clear(name, version) {
      const taken = new DeleteItemCommand({
        TableName: tableName,
        Key: primaryKey(name),
        ConditionExpression: `attribute_not_exists(${TABLE.partitionKey}) OR version = :version`,
        ExpressionAttributeValues: { ':version': { N: String(version) } },
      });
      try {
        await client.send(taken);
        return 'cleared';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'marked-again';
        throw error;
      }
    },

    due: async (now, limit) => (await whatIsDue(client, tableName, KIND, now, limit)).map(nameOf),

    async renew(name, now) {
      await update(name, {
        ConditionExpression: `attribute_exists(${TABLE.partitionKey})`,
        UpdateExpression: `SET firstAt = :now, ${TABLE.due.sortKey} = :quiet`,
        ExpressionAttributeValues: {
          ':now': { S: now },
          ':quiet': { S: new Date(Date.parse(now) + QUIET_MS).toISOString() },
        },
      });
    },

    async postpone(name, dueAt) {
      await update(name, {
        ConditionExpression: `attribute_exists(${TABLE.partitionKey})`,
        UpdateExpression: `SET ${TABLE.due.sortKey} = :dueAt`,
        ExpressionAttributeValues: { ':dueAt': { S: dueAt } },
      });
    },
  };
};

/** Neither part has an `@` of its own. */
const keyOf = ({ repository, digest }: ImageName): string => `${IMAGE_PREFIX}${repository}@${digest}`;

const nameOf = (key: string): ImageName => {
  const [repository = '', digest = ''] = key.split('@');
  return { repository, digest };
};

const primaryKey = (name: ImageName): Item => ({ [TABLE.partitionKey]: { S: keyOf(name) } });

/** By day, as FIRST publishes them: the same score again takes no room, and the newest is known. */
const scoresOf = (epss: Marker['epss'], now: Instant): readonly string[] =>
  Object.entries(epss)
    .filter(([vulnerability]) => VULNERABILITY.test(vulnerability))
    .slice(-MAX_SCORES)
    .map(([vulnerability, score]) => `${now.slice(0, 10)} ${score} ${vulnerability}`);

/**
 * The first version is the time, so that none comes again.
 *
 * @param how - `add` fails where there is no room for more scores; `replace` lets the older ones go
 */
const markOf = (
  { account, region }: Marker['registry'],
  scores: readonly string[],
  now: Instant,
  how: 'add' | 'replace',
): Change => {
  const { partitionKey: kind, sortKey: when } = TABLE.due;
  const has = scores.length > 0;
  return {
    ...(has && how === 'add' && { ConditionExpression: 'attribute_not_exists(epss) OR size(epss) <= :room' }),
    UpdateExpression: `SET #format = if_not_exists(#format, :format), account = :account, #region = :region,
      firstAt = if_not_exists(firstAt, :now), lastAt = :now, version = if_not_exists(version, :time) + :one,
      ${kind} = :due, ${when} = if_not_exists(${when}, :overdue), ${TABLE.expires} = :expires
      ${has ? { add: 'ADD epss :scores', replace: ', epss = :scores' }[how] : ''}`,
    ExpressionAttributeNames: { '#format': 'format', '#region': 'region' },
    ExpressionAttributeValues: {
      ':format': { N: FORMAT },
      ':account': { S: account },
      ':region': { S: region },
      ':now': { S: now },
      ':time': { N: String(Date.parse(now)) },
      ':one': { N: '1' },
      ':due': { S: DUE },
      ':overdue': { S: new Date(Date.parse(now) + OVERDUE_MS).toISOString() },
      ':expires': { N: String(Math.floor((Date.parse(now) + KEPT_MS) / 1000)) },
      ...(has && { ':scores': { SS: [...scores] } }),
      ...(has && how === 'add' && { ':room': { N: String(MAX_SCORES - scores.length) } }),
    },
    ReturnValues: 'UPDATED_OLD',
  };
};

// Lazy: basic scanning marks nothing.
const Content = z.lazy(() =>
  z.object({
    registry: z.object({ account: z.string(), region: z.string() }),
    version: z.number(),
    firstAt: z.string(),
    lastAt: z.string(),
  }),
);

const fromAttributes = (name: ImageName, item: Record<string, AttributeValue>, tableName: string): Marker => {
  const where = `item ${keyOf(name)} of table ${tableName}`;
  const format = item['format']?.N ?? 'none';
  if (format !== FORMAT)
    throw new Error(`${where} has format ${format}, this release reads ${FORMAT}; deploy a release that reads it`);
  const { success, data } = z.safeParse(Content, {
    registry: { account: item['account']?.S, region: item['region']?.S },
    version: Number(item['version']?.N),
    firstAt: item['firstAt']?.S,
    lastAt: item['lastAt']?.S,
  });
  if (success) return { ...name, ...data, epss: newest(item['epss']?.SS ?? []) };
  throw new Error(`${where} is broken; delete it: the next sweep evaluates the image`);
};

/** Of several of one day, the highest. */
const newest = (scores: readonly string[]): Marker['epss'] => {
  const read = scores.map((text) => {
    const [day = '', score, vulnerability = ''] = text.split(' ');
    return { day, score: Number(score), vulnerability };
  });
  const ordered = read.sort((a, b) => (a.day === b.day ? a.score - b.score : a.day < b.day ? -1 : 1));
  return Object.fromEntries(ordered.map(({ vulnerability, score }) => [vulnerability, score]));
};
