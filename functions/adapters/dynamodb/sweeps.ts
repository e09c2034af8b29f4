import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Sweep } from '../../core/domain/sweep.ts';
import type { Sweeps } from '../../core/ports/sweeps.ts';
import { SWEEP_KEY, TABLE } from '../../table.ts';

const FORMAT = '1';

/** How far the sweep is, in one item of a DynamoDB table. */
export const dynamodbSweeps = (client: DynamoDBClient, TableName: string): Sweeps => ({
  async read() {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? null : fromAttributes(Item, TableName);
  },

  async save(sweep) {
    const isNext =
      sweep.version === 1
        ? { ConditionExpression: `attribute_not_exists(${TABLE.partitionKey})` }
        : {
            ConditionExpression: 'version = :before',
            ExpressionAttributeValues: { ':before': { N: String(sweep.version - 1) } },
          };
    try {
      await client.send(new PutItemCommand({ TableName, Item: toAttributes(sweep), ...isNext }));
      return 'saved';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'conflict';
      throw error;
    }
  },
});

const Key = { [TABLE.partitionKey]: { S: SWEEP_KEY } };

const toAttributes = ({ version, startedAt, endedAt, after, first }: Sweep): Record<string, AttributeValue> => ({
  ...Key,
  format: { N: FORMAT },
  version: { N: String(version) },
  startedAt: { S: startedAt },
  ...(endedAt !== null && { endedAt: { S: endedAt } }),
  ...(after !== null && { after: { S: after } }),
  first: { BOOL: first },
});

const fromAttributes = (item: Record<string, AttributeValue>, tableName: string): Sweep => {
  const name = `item ${SWEEP_KEY} of table ${tableName}`;
  const format = item['format']?.N ?? 'none';
  if (format !== FORMAT)
    throw new Error(`${name} has format ${format}, this release reads ${FORMAT}; deploy a release that reads it`);
  const version = Number(item['version']?.N);
  const { S: startedAt } = item['startedAt'] ?? {};
  const { BOOL: first } = item['first'] ?? {};
  if (!Number.isInteger(version) || startedAt === undefined || first === undefined)
    throw new Error(`${name} is broken; restore it from a backup of the table`);
  return { version, startedAt, endedAt: item['endedAt']?.S ?? null, after: item['after']?.S ?? null, first };
};
