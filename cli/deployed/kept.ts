import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamodbDeliveryProgress } from '../../functions/adapters/dynamodb/delivery-progress.ts';
import { dynamodbLineages } from '../../functions/adapters/dynamodb/lineages.ts';
import { s3RecordKeys } from '../../functions/adapters/s3/record-keys.ts';
import { s3Records } from '../../functions/adapters/s3/records.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import type { DeliveryProgress, LineageItem } from '../../functions/core/ports.ts';
import { CannotRunError, whyNot } from './cannot-run.ts';
import type { DeployedStack } from './stack.ts';

/** What a deployed stack keeps, for reading. What cannot be read is a CannotRunError, or an error of the SDK. */
export interface Kept {
  item(lineage: string): Promise<LineageItem | null>;
  record(key: string): Promise<EvaluationRecord>;
  /** The keys of the records whose ids begin so. */
  recordKeys(beginning: string, limit: number): Promise<readonly string[]>;
  progress(deliveryId: string): Promise<DeliveryProgress>;
}

export const keptBy = ({ table, records: bucket }: Pick<DeployedStack, 'table' | 'records'>): Kept => {
  const [dynamodb, s3] = [new DynamoDBClient(), new S3Client()];
  const [lineages, records] = [dynamodbLineages(dynamodb, table), s3Records(s3, bucket)];
  const [recordKeys, progress] = [s3RecordKeys(s3, bucket), dynamodbDeliveryProgress(dynamodb, table)];
  return {
    item: (lineage) => readable(lineages.read(lineage)),
    record: (key) => readable(records.get(key)),
    recordKeys: (beginning, limit) => readable(recordKeys(beginning, limit)),
    progress: (deliveryId) => readable(progress(deliveryId)),
  };
};

/** An adapter's own errors are for people already; those of the SDK and of Node have names. */
const readable = async <T>(read: Promise<T>): Promise<T> => {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'Error')) throw error;
    throw new CannotRunError(whyNot(error.cause) ?? error.message);
  }
};
