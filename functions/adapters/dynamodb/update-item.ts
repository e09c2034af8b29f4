import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { TABLE } from '../../table.ts';

/** What a conditional update does to an item. */
export type Change = Omit<UpdateItemCommandInput, 'TableName' | 'Key'>;
export type Item = Record<string, AttributeValue>;

/** Changes an item by its partition key: the item after it; null where the condition does not hold. */
export const updateItem = async (
  client: DynamoDBClient,
  tableName: string,
  key: string,
  change: Change,
): Promise<Item | null> => {
  const Key = { [TABLE.partitionKey]: { S: key } };
  try {
    const { Attributes = {} } = await client.send(
      new UpdateItemCommand({ TableName: tableName, Key, ReturnValues: 'ALL_NEW', ...change }),
    );
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
};
