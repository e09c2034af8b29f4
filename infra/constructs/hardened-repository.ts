import { Annotations, RemovalPolicy, Stack, Tags, Validations } from 'aws-cdk-lib';
import {
  type CfnRepository,
  ImageTagMutabilityExclusionFilter,
  Repository,
  RepositoryEncryption,
  TagMutability,
} from 'aws-cdk-lib/aws-ecr';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { repositoryFaults } from '../../functions/policy/repository-faults.ts';
import type { RepositoryOptions } from '../../functions/policy/repository-options.ts';
import { lifecycleSurprises } from './lifecycle-surprises.ts';
import { baselineOf, keyFor } from './repository-baseline.ts';

export interface HardenedRepositoryProps extends RepositoryOptions {
  readonly name: string;
  /** The key that `shared-key`, the default encryption, stands for. */
  readonly key?: IKey | undefined;
  /** Whether its own setting says so; not where the registry's configuration does. Default: true. */
  readonly scanOnPush?: boolean;
}

/**
 * A repository whose pushes are scanned, whose tags stay where they were put, that nobody reaches who is not named, and that
 * forgets what has no tag.
 *
 * @see docs/repositories.md
 */
export class HardenedRepository extends Repository {
  constructor(scope: Construct, id: string, props: HardenedRepositoryProps) {
    const { name, key: shared, scanOnPush = true, ...options } = props;
    const faults = repositoryFaults(name, options);
    if (faults.length > 0) throw new Error([`the repository ${name} is refused`, ...faults].join('\n'));
    const { mutableTags, lifecyclePolicyText, statements, tags } = baselineOf(options);
    const key = keyFor(scope, `${id}Key`, name, options, shared);
    super(scope, id, {
      repositoryName: name,
      ...(key && { encryption: RepositoryEncryption.KMS, encryptionKey: key }),
      ...(scanOnPush && { imageScanOnPush: true }),
      ...mutability(mutableTags),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const resource = this.node.defaultChild as CfnRepository;
    // The CDK leaves out what is ECR's default, and an import wants what there is.
    if (key === undefined) resource.encryptionConfiguration = { encryptionType: 'AES256' };
    // The CDK's own lifecycle rules know no archive.
    resource.lifecyclePolicy = { lifecyclePolicyText };
    if (options.mutableTags) resource.addMetadata('tallyman:mutable-tags', options.mutableTags);
    for (const statement of statements) this.addToResourcePolicy(PolicyStatement.fromJson(statement));
    for (const [tag, value] of Object.entries(tags)) Tags.of(this).add(tag, value);
    if (options.pullFrom?.organization) acknowledgeOrganization(this);
    remark(this, options);
  }
}

const mutability = (mutableTags: readonly string[]) =>
  mutableTags.length === 0
    ? { imageTagMutability: TagMutability.IMMUTABLE }
    : {
        imageTagMutability: TagMutability.IMMUTABLE_WITH_EXCLUSION,
        imageTagMutabilityExclusionFilters: mutableTags.map((tag) => ImageTagMutabilityExclusionFilter.wildcard(tag)),
      };

const acknowledgeOrganization = (repository: Repository): void =>
  Validations.of(repository).acknowledge({
    id: 'AwsSolutions-ECR1',
    reason: 'an organization is no principal: whoever pulls has to be of it by aws:PrincipalOrgID',
  });

const remark = (repository: Repository, options: RepositoryOptions): void => {
  const stack = Stack.of(repository);
  // Said once a stack, however many repositories it has.
  Annotations.of(stack).addInfoV2('tallyman:encryption-stays', encryptionStays(stack.stackName));
  for (const [index, surprise] of lifecycleSurprises(options).entries())
    Annotations.of(repository).addWarningV2(`tallyman:lifecycle-surprise-${index + 1}`, surprise);
};

const encryptionStays = (stack: string): string =>
  [
    'A repository keeps the encryption that it is made with: CloudFormation would make another one of the same name, and cannot.',
    `One that exists already is adopted with "npx cdk import ${stack}", with the encryption that it has: docs/repositories.md.`,
  ].join('\n');
