import { describe, expect, test } from 'vitest';
import { TABLE } from '../../functions/table.ts';
import { aPattern, aPolicy } from '../support/builders.ts';
import { anApp, aPolicyFile, flat, list, ofType, type Resource, type Statement, templates } from './templates.ts';

const watching = (...globs: string[]) => anApp(aPolicyFile({ policy: aPolicy({ watch: globs.map(aPattern) }) }));
const { TallymanAlerts: alerts = {}, TallymanRepositories: repositories = {} } = templates(anApp(aPolicyFile()));

const scanRule = (resources: Readonly<Record<string, Resource>>): unknown =>
  ofType<{ EventPattern?: object }>(resources, 'AWS::Events::Rule')
    .map(({ Properties }) => Properties.EventPattern)
    .find((pattern) => pattern !== undefined);

describe('the rule of the scan events', () => {
  const everything = { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'], account: [{ Ref: 'AWS::AccountId' }] };

  test('takes every scan of this account, whatever its status', () => {
    expect(scanRule(alerts)).toEqual(everything);
  });

  test('takes the watched repositories alone where the policy names them', () => {
    const { TallymanAlerts: filtered = {} } = templates(watching('payments/**', 'base/node'));
    expect(scanRule(filtered)).toEqual({
      ...everything,
      detail: { 'repository-name': [{ wildcard: 'payments/*' }, 'base/node'] },
    });
  });

  test('is refused at synth where its pattern is longer than EventBridge takes', () => {
    const globs = Array.from({ length: 60 }, (_, n) => `team-${n}/some-repository-with-a-long-name`);
    expect(() => watching(...globs)).toThrow(
      /watch: .* characters, EventBridge takes 2048: write fewer and wider globs/,
    );
  });
});

describe('permissions', () => {
  const permissions = (role: RegExp): Record<string, string[]> => {
    const statements = ofType<{ PolicyDocument: { Statement: readonly Statement[] } }>(alerts, 'AWS::IAM::Policy')
      .filter(({ id }) => role.test(id))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const pairs = statements.flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((resource) => [action, short(flat(resource))] as const)),
    );
    return Object.fromEntries(
      Object.entries(Object.groupBy(pairs, ([, resource]) => resource)).map(([resource, entries = []]) => [
        resource,
        entries.map(([action]) => action).sort(),
      ]),
    );
  };
  /** Without what CloudFormation adds to a logical id. */
  const short = (arn: string): string => arn.replace(/[0-9A-F]{8}(?=\.Arn>)/, '').replace('arn:<AWS::Partition>:', '');
  const HERE = '<AWS::Region>:<AWS::AccountId>';

  test('evaluate-scan reads scans, commits, keeps records and sends deliveries', () => {
    expect(permissions(/^EvaluateScan/)).toEqual({
      '<EvaluateScanFunctionLog.Arn>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
      [`ecr:${HERE}:repository/*`]: ['ecr:DescribeImageScanFindings', 'ecr:DescribeImages'],
      '<Table.Arn>': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      '<Records.Arn>/records/*': ['s3:GetObject', 's3:PutObject'],
      '<Key.Arn>': ['kms:Decrypt', 'kms:GenerateDataKey'],
      '<DeliverSlackDeliveriesQueue.Arn>': ['sqs:SendMessage'],
      '<EvaluateScanEventsDeadLetters.Arn>': ['sqs:SendMessage'],
      '<EvaluateScanEventsQueue.Arn>': [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
    });
  });

  test('deliver-slack claims, reads records and the secrets that the policy names', () => {
    expect(permissions(/^DeliverSlack/)).toEqual({
      '<DeliverSlackFunctionLog.Arn>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
      '<Table.Arn>': ['dynamodb:UpdateItem'],
      '<Records.Arn>/records/*': ['s3:GetObject'],
      '<Key.Arn>': ['kms:Decrypt'],
      [`secretsmanager:${HERE}:secret:tallyman/slack-token-??????`]: ['secretsmanager:GetSecretValue'],
      '<DeliverSlackDeliveriesDeadLetters.Arn>': ['sqs:SendMessage'],
      '<DeliverSlackDeliveriesQueue.Arn>': [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
    });
  });

  test('resend finds what is due, sends it and takes it off', () => {
    expect(permissions(/^Resend/)).toEqual({
      '<ResendFunctionLog.Arn>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
      '<Table.Arn>': ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      '<Table.Arn>/index/due': ['dynamodb:Query'],
      '<Key.Arn>': ['kms:Decrypt'],
      '<DeliverSlackDeliveriesQueue.Arn>': ['sqs:SendMessage'],
      '<ResendDeadLetters.Arn>': ['sqs:SendMessage'],
    });
  });
});

describe('state', () => {
  const key = expect.objectContaining({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });

  test('the table can be restored, is not deleted by accident, and has the keys that the adapters use', () => {
    const [table] = ofType(alerts, 'AWS::DynamoDB::Table');
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, KMSMasterKeyId: key },
      KeySchema: [{ AttributeName: TABLE.partitionKey, KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: TABLE.expires, Enabled: true },
      GlobalSecondaryIndexes: [
        {
          IndexName: TABLE.due.indexName,
          KeySchema: [
            { AttributeName: TABLE.due.partitionKey, KeyType: 'HASH' },
            { AttributeName: TABLE.due.sortKey, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });

  test('the records are encrypted, private, and read over TLS alone', () => {
    const [bucket] = ofType(alerts, 'AWS::S3::Bucket');
    expect(bucket?.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: { Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }] },
    });
    const [policy] = ofType<{ PolicyDocument: { Statement: readonly Statement[] } }>(alerts, 'AWS::S3::BucketPolicy');
    expect(policy?.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  test('deliveries keep their order for each receiver', () => {
    const slack = ofType(alerts, 'AWS::SQS::Queue').filter(({ id }) => id.startsWith('DeliverSlack'));
    expect(slack.map(({ Properties }) => Properties['FifoQueue'])).toEqual([true, true]);
  });
});

describe('the alarm that resend has not run', () => {
  test('rings where nothing is heard of it', () => {
    const alarm = ofType(alerts, 'AWS::CloudWatch::Alarm').find(({ id }) => id.startsWith('ResendFunctionNotRun'));
    expect(alarm?.Properties).toMatchObject({
      MetricName: 'Invocations',
      Period: 900,
      Statistic: 'Sum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });
});

describe('hardened repositories', () => {
  const hardened = ofType<{ RepositoryName: string; LifecyclePolicy: { LifecyclePolicyText: string } }>(
    repositories,
    'AWS::ECR::Repository',
  );

  test('are those of the policy file', () => {
    expect(hardened.map(({ Properties }) => Properties.RepositoryName)).toEqual(['payments/api', 'base/node']);
  });

  test.each(hardened)(
    '$Properties.RepositoryName is immutable, scanned on push, encrypted and tidied',
    ({ Properties }) => {
      expect(Properties).toMatchObject({
        ImageTagMutability: 'IMMUTABLE',
        ImageScanningConfiguration: { ScanOnPush: true },
        EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } },
      });
      const { rules } = JSON.parse(Properties.LifecyclePolicy.LifecyclePolicyText);
      expect(rules).toEqual([
        expect.objectContaining({
          selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
          action: { type: 'expire' },
        }),
      ]);
    },
  );

  test('share one key, which rotates', () => {
    const keys = ofType<{ EnableKeyRotation: boolean }>(repositories, 'AWS::KMS::Key');
    expect(keys.map(({ Properties }) => Properties.EnableKeyRotation)).toEqual([true]);
  });
});
