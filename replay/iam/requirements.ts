import * as z from 'zod';
import type { FakeEcr } from '../fakes/ecr.ts';
import { type AwsCall, s3Path } from '../services/aws-call.ts';
import type { Place } from '../template/identity.ts';
import type { Wiring } from '../template/wiring.ts';

/** What the role must allow for a call: the action itself, and what the service does in the caller's name. */
interface Requirement {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the service, in lower case. */
  readonly context?: Readonly<Record<string, string>>;
}

type Rule = (call: AwsCall, wiring: Wiring, place: Place, ecr: Pick<FakeEcr, 'isEnhanced'>) => readonly Requirement[];

export const requirementsOf: Rule = (call, ...world) => RULES[call.service](call, ...world);

/** IAM knows no batch actions. */
const iamAction = ({ service, action }: AwsCall): string =>
  `${service}:${action.replace(/(?<=Message|Visibility)Batch$/, '')}`;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const RULES: Readonly<Record<AwsCall['service'], Rule>> = {
  dynamodb: (call, { tables }) => {
    const table = tables.find(({ name, arn }) => [name, arn].includes(text(call.body['TableName'])));
    const arn = table?.arn ?? '';
    const index = call.body['IndexName'];
    const key = table?.properties.SSESpecification.KMSMasterKeyId;
    const resource = index === undefined ? arn : `${arn}/index/${text(index)}`;
    return [
      { action: iamAction(call), resource, context: leadingKey(call, table?.properties.KeySchema[0]?.AttributeName) },
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
      ...(key === undefined ? [] : [{ action: 'kms:Decrypt', resource: key }]),
    ];
  },
  ecr: (call, _, { account, region }, ecr) => {
    const arn = (repository: string): string => `arn:aws:ecr:${region}:${account}:repository/${repository}`;
    const resources = call.action === 'GetRegistryScanningConfiguration' ? ['*'] : repositoriesOf(call).map(arn);
    return [
      ...resources.map((resource) => ({ action: iamAction(call), resource })),
      // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html#image-scanning-enhanced-iam
      ...(isEnhanced(call, ecr) ? INSPECTOR.map((action) => ({ action, resource: '*' })) : []),
    ];
  },
  s3: ({ action, request }, { buckets }) => {
    const { bucket: name, key } = s3Path(request.path);
    const bucket = buckets.find((each) => each.name === name);
    const [encryption] = bucket?.properties.BucketEncryption.ServerSideEncryptionConfiguration ?? [];
    const kmsKey = encryption?.ServerSideEncryptionByDefault.KMSMasterKeyID;
    return [
      { action: action === 'HeadObject' ? 's3:GetObject' : `s3:${action}`, resource: `arn:aws:s3:::${name}/${key}` },
      ...(kmsKey === undefined ? [] : kmsActions(action).map((each) => ({ action: each, resource: kmsKey }))),
    ];
  },
  secretsmanager: (call, _, { account, region }) => {
    const id = text(call.body['SecretId']);
    // Secrets Manager adds a dash and six characters to the name.
    const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${id}-A1b2C3`;
    return [{ action: iamAction(call), resource: id.startsWith('arn:') ? id : arn }];
  },
  // The service itself refuses the findings of another product.
  securityhub: (call, _, { account, region }) => [
    { action: iamAction(call), resource: `arn:aws:securityhub:${region}:${account}:product/${account}/default` },
  ],
  sns: (call, { topics }) => {
    const resource = text(call.body['TopicArn']);
    const key = topics.find(({ arn }) => arn === resource)?.properties.KmsMasterKeyId;
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    const kms = ['kms:GenerateDataKey', 'kms:Decrypt'];
    return [
      { action: iamAction(call), resource },
      ...(key === undefined ? [] : kms.map((action) => ({ action, resource: key }))),
    ];
  },
  sqs: (call, { queues }) => {
    const queue = queues.find(({ ref }) => ref === call.body['QueueUrl']);
    return [{ action: iamAction(call), resource: queue?.arn ?? '' }];
  },
};

const INSPECTOR = ['inspector2:ListFindings', 'inspector2:ListCoverage'];

const named = z.looseObject({
  repositoryName: z.string().optional(),
  repositoryNames: z.array(z.string()).optional(),
  imageId: z.looseObject({ imageDigest: z.string().optional(), imageTag: z.string().optional() }).default({}),
});

/** Who lists the repositories asks for every one of them. */
const repositoriesOf = ({ body }: AwsCall): readonly string[] => {
  const { repositoryName, repositoryNames } = named.parse(body);
  return repositoryNames ?? [repositoryName ?? '*'];
};

const isEnhanced = ({ action, body }: AwsCall, ecr: Pick<FakeEcr, 'isEnhanced'>): boolean => {
  const { repositoryName = '', imageId } = named.parse(body);
  return action === 'DescribeImageScanFindings' && ecr.isEnhanced(repositoryName, imageId);
};

const attributes = z.record(z.string(), z.looseObject({ S: z.string().optional() })).default({});
const aboutOneItem = z.looseObject({ Key: attributes, Item: attributes });

/** The partition key of the one item that a call is about; nothing where it is about many. */
const leadingKey = ({ body }: AwsCall, attribute = ''): Readonly<Record<string, string>> => {
  const { Key, Item } = aboutOneItem.parse(body);
  const value = (Key[attribute] ?? Item[attribute])?.S;
  return value === undefined ? {} : { 'dynamodb:leadingkeys': value };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
const kmsActions = (action: string): readonly string[] => {
  if (action === 'PutObject') return ['kms:GenerateDataKey'];
  return action === 'DeleteObject' ? [] : ['kms:Decrypt'];
};
