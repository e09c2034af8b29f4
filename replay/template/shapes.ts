import * as z from 'zod';

// The properties of resources, as strict as they matter: one that replay does not know could change what happens.

const arn = z.string().startsWith('arn:');
const anything = z.unknown().optional();

export const functionShape = z.strictObject({
  Architectures: anything,
  Code: z.looseObject({ S3Key: z.string() }),
  Description: anything,
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).prefault({}),
  FunctionName: anything,
  Handler: z.string().regex(/^[\w-]+\.\w+$/),
  LoggingConfig: z
    .strictObject({ LogFormat: z.enum(['JSON', 'Text']).default('Text'), LogGroup: z.string().optional() })
    .prefault({}),
  MemorySize: z.number().default(128),
  Role: arn,
  Runtime: z.string().startsWith('nodejs'),
  Tags: anything,
  Timeout: z.number().default(3),
  TracingConfig: anything,
});

export const mappingShape = z.strictObject({
  BatchSize: z.number().default(10),
  Enabled: z.boolean().default(true),
  EventSourceArn: arn,
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  ScalingConfig: anything,
  Tags: anything,
});

export const invokeConfigShape = z.strictObject({
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: arn }).optional() }).prefault({}),
  FunctionName: z.string(),
  MaximumEventAgeInSeconds: z.number().optional(),
  MaximumRetryAttempts: z.number().optional(),
  Qualifier: z.literal('$LATEST'),
});

export const ruleShape = z.strictObject({
  Description: anything,
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  Name: anything,
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Tags: anything,
  Targets: z
    .array(
      z.strictObject({
        Arn: arn,
        DeadLetterConfig: z.strictObject({ Arn: arn }).optional(),
        Id: z.string(),
        // What replay delivers to either takes it or forbids it: nothing is tried again.
        RetryPolicy: anything,
      }),
    )
    .default([]),
});

export const queueShape = z.strictObject({
  ContentBasedDeduplication: z.boolean().optional(),
  DelaySeconds: z.number().optional(),
  FifoQueue: z.boolean().default(false),
  MaximumMessageSize: z.number().optional(),
  MessageRetentionPeriod: z.number().optional(),
  QueueName: anything,
  RedriveAllowPolicy: anything,
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: arn, maxReceiveCount: z.number() }).optional(),
  SqsManagedSseEnabled: anything,
  Tags: anything,
  VisibilityTimeout: z.number().optional(),
});

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.string() }));

export const tableShape = z.looseObject({
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z
    .array(z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: z.unknown() }))
    .optional(),
  KeySchema: keySchema,
  SSESpecification: z.looseObject({ KMSMasterKeyId: arn.optional() }).prefault({}),
});

export const bucketShape = z.looseObject({
  BucketEncryption: z
    .strictObject({
      ServerSideEncryptionConfiguration: z.array(
        z.looseObject({
          ServerSideEncryptionByDefault: z.looseObject({ KMSMasterKeyID: arn.optional() }).prefault({}),
        }),
      ),
    })
    .prefault({ ServerSideEncryptionConfiguration: [] }),
});

export const topicShape = z.strictObject({
  DisplayName: anything,
  KmsMasterKeyId: arn.optional(),
  Tags: anything,
  TopicName: anything,
});

export const permissionShape = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceAccount: z.string().optional(),
  SourceArn: z.string().optional(),
});

export const queuePolicyShape = z.strictObject({ PolicyDocument: z.unknown(), Queues: z.array(z.string()) });

export const topicPolicyShape = z.strictObject({ PolicyDocument: z.unknown(), Topics: z.array(z.string()) });

export const roleShape = z.looseObject({
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
});

export const attachedPolicyShape = z.strictObject({
  PolicyDocument: z.unknown(),
  PolicyName: anything,
  Roles: z.array(z.string()),
});
