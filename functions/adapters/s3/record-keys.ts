import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { RECORDS_PREFIX } from '../../table.ts';

/** The keys of the records of an S3 bucket whose ids begin so, in order, at most `limit`. */
export const s3RecordKeys =
  (client: S3Client, bucket: string) =>
  async (beginning: string, limit: number): Promise<readonly string[]> => {
    const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: `${RECORDS_PREFIX}${beginning}`, MaxKeys: limit });
    const { Contents = [] } = await client.send(list);
    return Contents.flatMap(({ Key }) => Key ?? []);
  };
