import { type CfnElement, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { RECORDS_PREFIX } from '../../functions/table.ts';
import type { BundledFunction } from './bundled-function.ts';

const RECORDS = `${RECORDS_PREFIX}*`;

export interface RecordBucketProps {
  readonly key: IKey;
}

/** The records. Not versioned: a record's key is made of its content, so none is ever written over. */
export class RecordBucket extends Bucket {
  readonly #key: IKey;

  constructor(scope: Construct, id: string, { key }: RecordBucketProps) {
    super(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.#key = key;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'only our functions may read it, and each logs the record it read; access logs would need a second bucket',
    });
  }

  grantPutRecords(fn: BundledFunction): void {
    this.#allow(fn, 's3:PutObject', 'kms:GenerateDataKey');
  }

  grantGetRecords(fn: BundledFunction): void {
    this.#allow(fn, 's3:GetObject', 'kms:Decrypt');
  }

  #allow(fn: BundledFunction, action: string, keyAction: string): void {
    Grant.addToPrincipal({ grantee: fn, actions: [action], resourceArns: [this.arnForObjects(RECORDS)] });
    Grant.addToPrincipal({ grantee: fn, actions: [keyAction], resourceArns: [this.#key.keyArn] });
    const logicalId = Stack.of(this).getLogicalId(this.node.defaultChild as CfnElement);
    Validations.of(fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${RECORDS}]`,
      reason: 'a record has a key of its own, which nobody knows before it is made',
    });
  }
}
