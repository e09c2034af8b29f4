import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { TABLE } from '../../functions/table.ts';

/** DynamoDB on loopback. */
export interface Dynalite {
  readonly client: DynamoDBClient;
  /** Makes an empty table with Tallyman's keys, and returns its name. */
  newTable(): Promise<string>;
  stop(): Promise<void>;
}

export const startDynalite = async (): Promise<Dynalite> => {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  let tables = 0;
  return {
    client,
    async newTable() {
      const name = `table-${++tables}`;
      await client.send(tableCommand(name));
      await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.01 }, { TableName: name });
      return name;
    },
    async stop() {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const { partitionKey, due } = TABLE;

const tableCommand = (name: string): CreateTableCommand =>
  new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partitionKey, due.partitionKey, due.sortKey].map((key) => ({
      AttributeName: key,
      AttributeType: 'S',
    })),
    KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: due.indexName,
        KeySchema: [
          { AttributeName: due.partitionKey, KeyType: 'HASH' },
          { AttributeName: due.sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
