import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Gathering, RoundUps } from '../../core/ports/round-ups.ts';
import { TABLE } from '../../table.ts';
import { type Change, type Item, updateItem } from './update-item.ts';
import { whatIsDue } from './what-is-due.ts';

const FORMAT = '1';
const PREFIX = 'RECEIVER#';
const DUE = 'receiver';
const KIND = { due: DUE, prefix: PREFIX };
/** After a first count, or the last of a sweep, others wait so long. */
const HOUR_MS = 60 * 60 * 1000;

/**
 * Round-ups in a DynamoDB table, an item a receiver: until when others wait (`openUntil`), what opened it (`openedBy`), what
 * waits (`waiting`), what is being told (`closing`, since `closedAt`), and what was told last (`told`). Each verb is conditional updates, so that
 * what happens twice happens once.
 */
export const dynamodbRoundUps = (client: DynamoDBClient, tableName: string): RoundUps => {
  const update = (receiver: string, change: Change) => updateItem(client, tableName, `${PREFIX}${receiver}`, change);
  return {
    async join(receiver, recordKey, now, as) {
      if (as === 'sweep') {
        const changes = sweep(recordKey, now);
        if ((await update(receiver, changes.first)) === null) await update(receiver, changes.next);
        return 'waits';
      }
      if ((await update(receiver, open(recordKey, now))) !== null) return 'now';
      await update(receiver, wait(recordKey));
      return 'waits';
    },

    due: (now, limit) => whatIsDue(client, tableName, KIND, now, limit),

    async gather(receiver, now) {
      const item = (await update(receiver, close(now))) ?? (await update(receiver, closed));
      return item === null ? null : gathering(receiver, item, tableName);
    },

    async done(receiver) {
      if ((await update(receiver, finish)) === null) await update(receiver, goOn);
    },
  };
};

const NOT_TOLD = 'NOT contains(closing, :key) AND NOT contains(told, :key)';
const NOBODY_WAITS = `attribute_not_exists(waiting) AND ${NOT_TOLD}`;

/** Nobody waits: whoever comes now opens the hour. It may ask again, and is still the first. */
const open = (recordKey: string, now: string): Change => ({
  ConditionExpression: `attribute_not_exists(openUntil) OR openedBy = :key OR (openUntil <= :now AND ${NOBODY_WAITS})`,
  UpdateExpression: 'SET #format = :format, openUntil = :until, openedBy = :key',
  ExpressionAttributeNames: { '#format': 'format' },
  ExpressionAttributeValues: {
    ':format': { N: FORMAT },
    ':key': { S: recordKey },
    ':now': { S: now },
    ':until': { S: hourAfter(now) },
  },
});

const wait = (recordKey: string): Change => ({
  ConditionExpression: NOT_TOLD,
  UpdateExpression: `ADD waiting :keys SET ${TABLE.due.partitionKey} = :due,
    ${TABLE.due.sortKey} = if_not_exists(${TABLE.due.sortKey}, openUntil)`,
  ExpressionAttributeValues: { ':key': { S: recordKey }, ':keys': { SS: [recordKey] }, ':due': { S: DUE } },
});

/** What a sweep found waits, and the hour begins anew: this one's, or the next where one is being told. */
const sweep = (recordKey: string, now: string): { readonly first: Change; readonly next: Change } => {
  const isNew = `${NOT_TOLD} AND NOT contains(waiting, :key)`;
  const held = 'ADD waiting :keys SET #format = :format, openUntil = :until';
  const { partitionKey, sortKey } = TABLE.due;
  const change = {
    ExpressionAttributeNames: { '#format': 'format' },
    ExpressionAttributeValues: {
      ':format': { N: FORMAT },
      ':key': { S: recordKey },
      ':keys': { SS: [recordKey] },
      ':until': { S: hourAfter(now) },
    },
  };
  return {
    first: {
      ...change,
      ConditionExpression: `attribute_not_exists(closing) AND ${isNew}`,
      UpdateExpression: `${held}, ${partitionKey} = :due, ${sortKey} = :until`,
      ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':due': { S: DUE } },
    },
    next: {
      ...change,
      ConditionExpression: `attribute_exists(closing) AND ${isNew}`,
      UpdateExpression: held,
    },
  };
};

const hourAfter = (now: string): string => new Date(Date.parse(now) + HOUR_MS).toISOString();

const close = (now: string): Change => ({
  ConditionExpression: 'attribute_exists(waiting) AND attribute_not_exists(closing) AND openUntil <= :now',
  UpdateExpression: 'SET closing = waiting, closedAt = openUntil REMOVE waiting',
  ExpressionAttributeValues: { ':now': { S: now } },
});

/** As it was closed by a run that did not come to its end. */
const closed: Change = {
  ConditionExpression: 'attribute_exists(closing)',
  UpdateExpression: 'SET closing = closing',
};

/** What was told stays known: the evaluation that it is of may have ended before it took it off its lineage. */
const finish: Change = {
  ConditionExpression: 'attribute_exists(closing) AND attribute_not_exists(waiting)',
  UpdateExpression: `SET told = closing REMOVE closing, closedAt, ${TABLE.due.partitionKey}, ${TABLE.due.sortKey}`,
};

/** Others wait by now. */
const goOn: Change = {
  ConditionExpression: 'attribute_exists(closing)',
  UpdateExpression: `SET told = closing, ${TABLE.due.sortKey} = openUntil REMOVE closing, closedAt`,
};

const gathering = (receiver: string, item: Item, tableName: string): Gathering => {
  const name = `item ${PREFIX}${receiver} of table ${tableName}`;
  const format = item['format']?.N ?? 'none';
  if (format !== FORMAT)
    throw new Error(`${name} has format ${format}, this release reads ${FORMAT}; deploy a release that reads it`);
  const { SS: recordKeys } = item['closing'] ?? {};
  const { S: endedAt } = item['closedAt'] ?? {};
  if (recordKeys === undefined || endedAt === undefined)
    throw new Error(`${name} is broken; restore it from a backup of the table`);
  return { endedAt, recordKeys: [...recordKeys].sort() };
};
