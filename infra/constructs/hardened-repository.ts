import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Repository, RepositoryEncryption, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface HardenedRepositoryProps {
  readonly name: string;
  readonly key: IKey;
}

/** A repository that scans on push, whose tags stay where they were put, and that forgets what has none. */
export class HardenedRepository extends Repository {
  constructor(scope: Construct, id: string, { name, key }: HardenedRepositoryProps) {
    super(scope, id, {
      repositoryName: name,
      encryption: RepositoryEncryption.KMS,
      encryptionKey: key,
      imageScanOnPush: true,
      imageTagMutability: TagMutability.IMMUTABLE,
      lifecycleRules: [
        {
          description: 'untagged images go after 7 days',
          tagStatus: TagStatus.UNTAGGED,
          maxImageAge: Duration.days(7),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
