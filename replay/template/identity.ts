import { createHash } from 'node:crypto';

/** Where a replay takes place. */
export interface Place {
  readonly account: string;
  readonly region: string;
  /** Where AWS is reached, without a slash at its end. */
  readonly endpoint: string;
}

/** What CloudFormation tells of a resource once it exists. */
export interface Identity {
  readonly name: string;
  readonly arn: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A type of resource that others may point to. */
interface Kind {
  /** The property that names it; without one CloudFormation makes the name. */
  readonly nameProperty?: string;
  readonly maxCharacters: number;
  readonly arn: (name: string, place: Place) => string;
  /** Where it is not the name. */
  readonly ref?: (name: string, place: Place) => string;
  /** Beside `Arn`. */
  readonly attributes?: (name: string, place: Place) => Readonly<Record<string, string>>;
}

const arnIn =
  (service: string, prefix = '', suffix = '') =>
  (name: string, { account, region }: Place): string =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}${suffix}`;

const topicArn = arnIn('sns');

/** The SDK goes where the URL of a queue points. */
const queueUrl = (name: string, { endpoint, account }: Place): string => `${endpoint}/${account}/${name}`;

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::DynamoDB::Table': { nameProperty: 'TableName', maxCharacters: 255, arn: arnIn('dynamodb', 'table/') },
  'AWS::Events::Rule': { nameProperty: 'Name', maxCharacters: 64, arn: arnIn('events', 'rule/') },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    maxCharacters: 64,
    arn: (name, { account }) => `arn:aws:iam::${account}:role/${name}`,
  },
  'AWS::KMS::Key': { maxCharacters: 64, arn: arnIn('kms', 'key/'), attributes: (KeyId) => ({ KeyId }) },
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', maxCharacters: 64, arn: arnIn('lambda', 'function:') },
  'AWS::Logs::LogGroup': { nameProperty: 'LogGroupName', maxCharacters: 512, arn: arnIn('logs', 'log-group:', ':*') },
  'AWS::S3::Bucket': { nameProperty: 'BucketName', maxCharacters: 63, arn: (name) => `arn:aws:s3:::${name}` },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    maxCharacters: 256,
    arn: topicArn,
    ref: topicArn,
    attributes: (name, place) => ({ TopicArn: topicArn(name, place), TopicName: name }),
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    // 80, less `.fifo`.
    maxCharacters: 75,
    arn: arnIn('sqs'),
    ref: queueUrl,
    attributes: (name, place) => ({ QueueName: name, QueueUrl: queueUrl(name, place) }),
  },
};

export interface Declared {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The value of a property, intrinsics resolved. */
  property(name: string): unknown;
}

/**
 * Who a resource is.
 *
 * @throws Error where replay does not know the type
 */
export const identityOf = ({ stack, logicalId, type, property }: Declared, place: Place): Identity => {
  const kind = KINDS[type];
  if (kind === undefined) throw new Error(`replay does not know what points to ${logicalId}, an ${type}`);
  const given = kind.nameProperty === undefined ? undefined : property(kind.nameProperty);
  const name = typeof given === 'string' ? given : madeUpName(stack, logicalId, type, kind) + fifoSuffix(property);
  const arn = kind.arn(name, place);
  return {
    name,
    arn,
    ref: kind.ref?.(name, place) ?? name,
    attributes: { Arn: arn, ...kind.attributes?.(name, place) },
  };
};

const fifoSuffix = (property: Declared['property']): string => (property('FifoQueue') === true ? '.fifo' : '');

const madeUpName = (stack: string, logicalId: string, type: string, { maxCharacters }: Kind): string => {
  const name = `${stack}-${logicalId}`;
  return shortened(type === 'AWS::S3::Bucket' ? name.toLowerCase() : name, maxCharacters);
};

const shortened = (name: string, maxCharacters: number): string => {
  if (name.length <= maxCharacters) return name;
  const digits = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, maxCharacters - digits.length - 1)}-${digits}`;
};
