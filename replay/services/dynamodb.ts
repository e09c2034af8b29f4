import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import type { Wiring } from '../template/wiring.ts';

/** DynamoDB, by dynalite. It has no TTL: nothing expires. */
export interface DynamoDb {
  readonly dynamodb: (request: HttpRequest) => Promise<HttpAnswer>;
  stop(): Promise<void>;
}

export const startDynamoDb = async ({ tables }: Wiring, region: string): Promise<DynamoDb> => {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  const dynamodb = async ({ headers, body }: HttpRequest): Promise<HttpAnswer> => {
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...sent } = headers;
    const answer = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      headers: sent,
      body: new Uint8Array(body),
    });
    const kept = KEPT.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return { status: answer.status, headers: Object.fromEntries(kept), body: Buffer.from(await answer.arrayBuffer()) };
  };

  for (const { name, properties } of tables) {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = properties;
    const keys = { AttributeDefinitions, KeySchema, ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }) };
    const answer = await dynamodb(
      unsigned('CreateTable', region, { ...keys, TableName: name, BillingMode: 'PAY_PER_REQUEST' }),
    );
    if (answer.status !== 200) throw new Error(`DynamoDB refused the table ${name}: ${answer.body}`);
  }
  return {
    dynamodb,
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
};

const KEPT = ['content-type', 'x-amz-crc32', 'x-amzn-requestid'];

/** A request in nobody's name: dynalite wants a signature, and does not check it. */
const unsigned = (action: string, region: string, body: object): HttpRequest => ({
  method: 'POST',
  path: '/',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${action}`,
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=replay/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
  },
  body: Buffer.from(JSON.stringify(body)),
});
