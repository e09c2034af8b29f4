import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamodbDeliveryProgress } from '../../functions/adapters/dynamodb/delivery-progress.ts';
import { dynamodbLineages } from '../../functions/adapters/dynamodb/lineages.ts';
import { dynamodbTagHistory } from '../../functions/adapters/dynamodb/tag-history.ts';
import { s3RecordKeys } from '../../functions/adapters/s3/record-keys.ts';
import { s3Records } from '../../functions/adapters/s3/records.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import type { DeliveryProgress } from '../../functions/core/ports/deliveries.ts';
import type { LineageItem } from '../../functions/core/ports/lineages.ts';
import type { TagHistory } from '../../functions/core/ports/tag-history.ts';
import { CannotRunError, whyNot } from './cannot-run.ts';
import type { DeployedStack } from './stack.ts';

/** What a deployed stack keeps, for reading. What cannot be read is a CannotRunError, or an error of the SDK. */
export interface Kept {
  item(lineage: string): Promise<LineageItem | null>;
  record(key: string): Promise<EvaluationRecord>;
  /** The keys of the records whose ids begin so. */
  recordKeys(beginning: string, limit: number): Promise<readonly string[]>;
  progress(deliveryId: string): Promise<DeliveryProgress>;
  readonly tagMoves: TagHistory['moves'];
}

export const keptBy = ({ table, records: bucket }: Pick<DeployedStack, 'table' | 'records'>): Kept => {
  const [dynamodb, s3] = [new DynamoDBClient(), new S3Client()];
  const [lineages, records] = [dynamodbLineages(dynamodb, table), s3Records(s3, bucket)];
  // What is only read is kept no longer.
  const tags = dynamodbTagHistory(dynamodb, table, 0);
  const [recordKeys, progress] = [s3RecordKeys(s3, bucket), dynamodbDeliveryProgress(dynamodb, table)];
  return {
    item: (lineage) => readable(lineages.read(lineage)),
    record: (key) => readable(records.get(key)),
    recordKeys: (beginning, limit) => readable(recordKeys(beginning, limit)),
    progress: (deliveryId) => readable(progress(deliveryId)),
    tagMoves: (repository, tag, from, to) => readable(tags.moves(repository, tag, from, to)),
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
