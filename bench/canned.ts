import { Readable } from 'node:stream';
import { ECRClient } from '@aws-sdk/client-ecr';
import { S3Client } from '@aws-sdk/client-s3';
import { s3Records } from '../functions/adapters/s3/records.ts';
import type { Records } from '../functions/core/ports/records.ts';

interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How a real client is set up that asks `answer` in place of the network. */
const answeredBy = (answer: (request: Request) => Buffer | string) => ({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  requestHandler: {
    handle: async (request: Request) => ({
      response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(answer(request))]) },
    }),
  },
});

/** A client of ECR that is given `pages`, one after another. */
export const cannedEcr = (pages: readonly string[]): ECRClient => {
  const left = [...pages];
  return new ECRClient(answeredBy(() => left.shift() ?? '{}'));
};

/** A client of ECR that is given what `answer` says of an action. */
export const actingEcr = (answer: (action: string) => string): ECRClient =>
  new ECRClient(answeredBy(({ headers }) => answer((headers['x-amz-target'] ?? '').replace(/^.*\./, ''))));

/** Records in an S3 of one object. */
export const cannedRecords = (): { readonly records: Records; readonly kept: () => Buffer } => {
  let object: Buffer = Buffer.alloc(0);
  const client = new S3Client(
    answeredBy(({ method, body }) => {
      if (method === 'PUT') object = body;
      return method === 'GET' ? object : '';
    }),
  );
  return { records: s3Records(client, 'records'), kept: () => object };
};
