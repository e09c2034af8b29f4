import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface RetainedKeyProps {
  readonly description: string;
}

/** A key that rotates, and is kept as long as what it encrypts. */
export class RetainedKey extends Key {
  constructor(scope: Construct, id: string, { description }: RetainedKeyProps) {
    super(scope, id, {
      description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
