import { Annotations, Stack, Validations } from 'aws-cdk-lib';
import { CfnRepositoryCreationTemplate } from 'aws-cdk-lib/aws-ecr';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { creationTemplateFaults } from '../../functions/policy/repository-faults.ts';
import type { CreationMaker, CreationTemplateOptions } from '../../functions/policy/repository-options.ts';
import { withoutSlash } from '../../functions/policy/repository-rules.ts';
import { lifecycleSurprises } from './lifecycle-surprises.ts';
import { baselineOf, keyFor } from './repository-baseline.ts';

export interface CreationTemplateProps extends CreationTemplateOptions {
  /** What the names of the repositories begin with, such as `docker-hub/`; `ROOT`: all that no other template is for. */
  readonly prefix: string;
  /** The key that `shared-key`, the default encryption, stands for. */
  readonly key?: IKey | undefined;
  /** Whether the registry's configuration says that their images are scanned: a template cannot. */
  readonly isScanned?: boolean;
}

const MAKERS: Readonly<Record<CreationMaker, string>> = {
  'pull-through-cache': 'PULL_THROUGH_CACHE',
  replication: 'REPLICATION',
  'create-on-push': 'CREATE_ON_PUSH',
};

/** What the repositories get that ECR creates itself: the baseline of a hardened repository. */
export class CreationTemplate extends Construct {
  constructor(scope: Construct, id: string, props: CreationTemplateProps) {
    const { prefix, key: shared, isScanned = false, ...options } = props;
    const faults = creationTemplateFaults(prefix, options);
    if (faults.length > 0) throw new Error([`the creation template ${prefix} is refused`, ...faults].join('\n'));
    super(scope, id);
    const { mutableTags, lifecyclePolicyText, statements, tags } = baselineOf(options);
    const key = keyFor(this, 'Key', prefix, options, shared);
    const resourceTags = Object.entries(tags).map(([tag, value]) => ({ key: tag, value }));
    new CfnRepositoryCreationTemplate(this, 'Resource', {
      prefix: withoutSlash(prefix),
      description: 'Tallyman: as hardened as a repository that is made by hand',
      appliedFor: options.appliedFor.map((maker) => MAKERS[maker]),
      ...mutability(mutableTags),
      lifecyclePolicy: lifecyclePolicyText,
      repositoryPolicy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
      encryptionConfiguration:
        key === undefined ? { encryptionType: 'AES256' } : { encryptionType: 'KMS', kmsKey: key.keyArn },
      ...(resourceTags.length > 0 && { resourceTags }),
      ...((key || resourceTags.length > 0) && { customRoleArn: roleFor(this, props, key).roleArn }),
    });
    remark(this, options, isScanned);
  }
}

const mutability = (mutableTags: readonly string[]) =>
  mutableTags.length === 0
    ? { imageTagMutability: 'IMMUTABLE' }
    : {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: mutableTags.map((tag) => ({
          imageTagMutabilityExclusionFilterType: 'WILDCARD',
          imageTagMutabilityExclusionFilterValue: tag,
        })),
      };

/** ECR's own role may neither tag nor use a key: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html */
const roleFor = (scope: Construct, { prefix, appliedFor }: CreationTemplateProps, key: IKey | undefined): Role => {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('ecr.amazonaws.com') });
  const names = prefix === 'ROOT' ? '*' : `${withoutSlash(prefix)}/*`;
  const actions = ['ecr:CreateRepository', 'ecr:TagResource'];
  Grant.addToPrincipal({
    grantee: role,
    actions: appliedFor.includes('replication') ? [...actions, 'ecr:ReplicateImage'] : actions,
    resourceArns: [Stack.of(scope).formatArn({ service: 'ecr', resource: 'repository', resourceName: names })],
  });
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/${names}]`,
    reason: 'the repositories of the prefix are not known before ECR makes them',
  });
  key?.grant(role, 'kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant');
  return role;
};

const remark = (template: Construct, options: CreationTemplateOptions, isScanned: boolean): void => {
  const annotations = Annotations.of(template);
  // What a cache deletes it fetches again.
  const surprises = options.appliedFor.every((maker) => maker === 'pull-through-cache')
    ? []
    : lifecycleSurprises(options);
  for (const [index, surprise] of surprises.entries())
    annotations.addWarningV2(`tallyman:lifecycle-surprise-${index + 1}`, surprise);
  if (!isScanned) annotations.addWarningV2('tallyman:template-not-scanned', NOT_SCANNED);
  if (!options.appliedFor.includes('pull-through-cache')) return;
  if (!options.mutableTags) annotations.addWarningV2('tallyman:cached-tags-stay', TAGS_STAY);
  if (options.keep?.archiveAfterDays) annotations.addWarningV2('tallyman:archived-cache', ARCHIVED_CACHE);
};

const NOT_SCANNED =
  "a creation template cannot say that images are scanned: only the registry's configuration can; let the policy file set it up with registry: { scanning: basic }, or see that it fits the prefix";
const TAGS_STAY =
  'a tag that moves upstream stays here at the image that was cached first, as tags are immutable; name the tags that may move under mutable-tags';
const ARCHIVED_CACHE =
  'what is archived cannot be pulled until it is restored, and what a cache deletes it fetches again: write keep: { untagged: 7d, tags: { "*": { days: 90 } } } in place of archive-after';
