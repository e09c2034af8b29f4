import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs as start } from 'fauxqs';

/** S3 and SQS on loopback. */
export interface Fauxqs {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly server: FauxqsServer;
  /** Makes an empty bucket, and returns its name. */
  newBucket(): string;
  /** Makes an empty queue, and returns its URL. */
  newQueue(options?: { readonly fifo: boolean }): string;
  stop(): Promise<void>;
}

export const startFauxqs = async (): Promise<Fauxqs> => {
  const server = await start({ port: 0, host: '127.0.0.1', logger: false });
  const connection = {
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  const sqs = new SQSClient(connection);
  let made = 0;
  return {
    s3,
    sqs,
    server,
    newBucket: () => server.createBucket(`bucket-${++made}`).bucketName,
    newQueue({ fifo } = { fifo: false }) {
      const name = `queue-${++made}${fifo ? '.fifo' : ''}`;
      return server.createQueue(name, { region: 'eu-west-1', attributes: fifo ? { FifoQueue: 'true' } : {} }).queueUrl;
    },
    async stop() {
      s3.destroy();
      sqs.destroy();
      await server.stop();
    },
  };
};
