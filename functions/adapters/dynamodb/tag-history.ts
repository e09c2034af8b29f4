import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '../../core/domain/image.ts';
import type { TagMove } from '../../core/domain/tag-move.ts';
import type { TagHistory } from '../../core/ports/tag-history.ts';
import { TABLE } from '../../table.ts';
import { updateItem } from './update-item.ts';

const FORMAT = '1';
const PREFIX = 'TAG#';
const DAY_SECONDS = 24 * 60 * 60;
/** Stands for a tag that was taken away. */
const NOTHING = '-';

/**
 * The history of tags in a DynamoDB table, an item a tag and month: a set of `<instant> <digest>`, so that what comes twice is
 * there once. An item holds some 4,000 moves.
 *
 * @param keptDays - so long after its month an item is deleted
 */
export const dynamodbTagHistory = (client: DynamoDBClient, tableName: string, keptDays: number): TagHistory => ({
  async keep(repository, tag, { digest, at }) {
    const month = monthOf(at);
    await updateItem(client, tableName, keyOf(repository, tag, month), {
      UpdateExpression: `ADD moves :moves SET #format = :format, ${TABLE.expires} = :expires`,
      ExpressionAttributeNames: { '#format': 'format' },
      ExpressionAttributeValues: {
        ':moves': { SS: [`${at} ${digest ?? NOTHING}`] },
        ':format': { N: FORMAT },
        ':expires': { N: String(secondsAfter(month) + keptDays * DAY_SECONDS) },
      },
      ReturnValues: 'NONE',
    });
  },

  async moves(repository, tag, from, to) {
    const keys = monthsIn(from, to).map((month) => keyOf(repository, tag, month));
    const months = await Promise.all(keys.map((key) => readMonth(client, tableName, key)));
    return months.flat();
  },
});

const readMonth = async (client: DynamoDBClient, TableName: string, key: string): Promise<readonly TagMove[]> => {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { [TABLE.partitionKey]: { S: key } } }));
  if (Item === undefined) return [];
  const format = Item['format']?.N ?? 'none';
  if (format !== FORMAT)
    throw new Error(
      `item ${key} of table ${TableName} has format ${format}, this release reads ${FORMAT}; deploy a release that reads it`,
    );
  return (Item['moves']?.SS ?? []).toSorted().map(moveIn);
};

const moveIn = (text: string): TagMove => {
  const [at = '', digest = NOTHING] = text.split(' ', 2);
  return { digest: digest === NOTHING ? null : digest, at };
};

const keyOf = (repository: string, tag: string, month: string): string => `${PREFIX}${repository}:${tag}#${month}`;

/** `2026-11`. */
const monthOf = (at: Instant): string => at.slice(0, 'yyyy-mm'.length);

const monthsIn = (from: Instant, to: Instant): readonly string[] => {
  const months: string[] = [];
  const last = monthOf(to);
  for (let month = monthOf(from); month <= last; month = monthAfter(month)) months.push(month);
  return months;
};

const monthAfter = (month: string): string => {
  const first = new Date(`${month}-01T00:00:00.000Z`);
  return monthOf(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1)).toISOString());
};

/** Epoch seconds of its end. */
const secondsAfter = (month: string): number => Date.parse(`${monthAfter(month)}-01T00:00:00.000Z`) / 1000;
