import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { TABLE } from '../../table.ts';

/** Items of one kind. */
interface Kind {
  /** Their partition of the index: each kind has its own, so that a release sees only those it knows. */
  readonly due: string;
  /** What their keys begin with. */
  readonly prefix: string;
}

/** The names of the items of a kind that are due, earliest first. */
export const whatIsDue = async (
  client: DynamoDBClient,
  tableName: string,
  { due, prefix }: Kind,
  now: string,
  limit: number,
): Promise<readonly string[]> => {
  const query = {
    TableName: tableName,
    IndexName: TABLE.due.indexName,
    KeyConditionExpression: `${TABLE.due.partitionKey} = :due AND ${TABLE.due.sortKey} <= :now`,
    ExpressionAttributeValues: { ':due': { S: due }, ':now': { S: now } },
  };
  const names: string[] = [];
  for await (const { Items = [] } of paginateQuery({ client, pageSize: limit }, query)) {
    names.push(...Items.map((item) => (item[TABLE.partitionKey]?.S ?? '').slice(prefix.length)));
    if (names.length >= limit) break;
  }
  return names.slice(0, limit);
};
