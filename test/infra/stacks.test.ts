import { describe, expect, test } from 'vitest';
import { ENV } from '../../functions/env.ts';
import { TABLE } from '../../functions/table.ts';
import { aPattern, aPolicy } from '../support/builders.ts';
import {
  anApp,
  aPolicyFile,
  flat,
  list,
  ofType,
  type Resource,
  type Statement,
  TOPIC_ARN,
  telling,
  templates,
} from './templates.ts';

const watching = (...globs: string[]) => anApp(aPolicyFile({ policy: aPolicy({ watch: globs.map(aPattern) }) }));
const { TallymanAlerts: alerts = {}, TallymanRepositories: repositories = {} } = templates(anApp(aPolicyFile()));

const patterns = (resources: Readonly<Record<string, Resource>>): readonly object[] =>
  ofType<{ EventPattern?: object }>(resources, 'AWS::Events::Rule').flatMap(
    ({ Properties }) => Properties.EventPattern ?? [],
  );

describe('the rules of the registry', () => {
  const account = { Ref: 'AWS::AccountId' };
  const of = (source: string, type: string, detail?: object) => ({
    source: [source],
    'detail-type': [type],
    account: [account],
    ...(detail && { detail }),
  });
  const done = { result: ['SUCCESS'], 'action-type': ['PUSH', 'DELETE', 'UPDATE_STORAGE_CLASS'] };
  const images = { type: ['AWS_ECR_CONTAINER_IMAGE'] };
  const arn = (name: string) =>
    expect.toSatisfy(
      (value) => flat(value) === `arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/${name}`,
    );

  test('take every scan and finding of an image of this account, whatever its status, and what changes either', () => {
    expect(patterns(alerts)).toEqual([
      of('aws.ecr', 'ECR Image Scan'),
      of('aws.ecr', 'ECR Image Action', done),
      of('aws.inspector2', 'Inspector2 Scan', { 'repository-name': [{ wildcard: arn('*') }] }),
      of('aws.ecr', 'ECR Scan Resource Change'),
      of('aws.inspector2', 'Inspector2 Finding', { awsAccountId: [account], resources: images }),
    ]);
  });

  test('take the watched repositories alone where the policy names them', () => {
    const { TallymanAlerts: filtered = {} } = templates(watching('payments/**', 'base/node'));
    const names = [{ wildcard: 'payments/*' }, 'base/node'];
    const found = { ...images, details: { awsEcrContainerImage: { repositoryName: names } } };
    expect(patterns(filtered)).toEqual([
      of('aws.ecr', 'ECR Image Scan', { 'repository-name': names }),
      of('aws.ecr', 'ECR Image Action', { ...done, 'repository-name': names }),
      of('aws.inspector2', 'Inspector2 Scan', {
        'repository-name': [{ wildcard: arn('payments/*') }, arn('base/node')],
      }),
      of('aws.ecr', 'ECR Scan Resource Change', { repositories: { 'repository-name': names } }),
      of('aws.inspector2', 'Inspector2 Finding', { awsAccountId: [account], resources: found }),
    ]);
  });

  test('take nothing of Inspector where the policy says that scanning is basic', () => {
    const { TallymanAlerts: basic = {} } = templates(anApp(aPolicyFile({ policy: aPolicy({ scanning: 'basic' }) })));
    expect(patterns(basic)).toEqual([of('aws.ecr', 'ECR Image Scan'), of('aws.ecr', 'ECR Image Action', done)]);
    expect(Object.keys(basic).filter((id) => id.startsWith('Coalesce'))).toEqual([]);
  });

  const named = (count: number) =>
    Array.from({ length: count }, (_, n) => `team-${n}/some-repository-with-a-long-name`);

  test('are refused at synth where a pattern is longer than EventBridge takes', () => {
    expect(() => watching(...named(60))).toThrow(
      /watch: .* characters, EventBridge takes 2048: write fewer and wider globs/,
    );
  });

  test('leave it to the function where only the longer names of Inspector are too long', () => {
    const { TallymanAlerts: resources = {} } = templates(watching(...named(35)));
    expect(patterns(resources)).toMatchObject([
      { detail: { 'repository-name': { length: 35 } } },
      { detail: { 'repository-name': { length: 35 } } },
      of('aws.inspector2', 'Inspector2 Scan', { 'repository-name': [{ wildcard: arn('*') }] }),
      { detail: { repositories: { 'repository-name': { length: 35 } } } },
      { 'detail-type': ['Inspector2 Finding'], detail: { awsAccountId: [account] } },
    ]);
  });
});

describe('permissions', () => {
  const { TallymanAlerts: toEverybody = {} } = templates(
    anApp(telling('platform', 'payments', 'on-call', 'audit', 'pager', 'hub')),
  );
  const { TallymanAlerts: toGivenTopic = {} } = templates(anApp(telling('pager')));

  const permissions = (role: RegExp, resources = toEverybody): Record<string, string[]> => {
    const statements = ofType<{ PolicyDocument: { Statement: readonly Statement[] } }>(resources, 'AWS::IAM::Policy')
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
  const short = (arn: string): string =>
    arn.replace(/[0-9A-F]{8}(?=(\.Arn)?>)/, '').replace('arn:<AWS::Partition>:', '');
  const HERE = '<AWS::Region>:<AWS::AccountId>';

  const TO_CHANNELS = {
    '<DeliverSlackDeliveriesQueue.Arn>': ['sqs:SendMessage'],
    '<DeliverSnsDeliveriesQueue.Arn>': ['sqs:SendMessage'],
    '<DeliverSecurityHubDeliveriesQueue.Arn>': ['sqs:SendMessage'],
  };
  /** To claim deliveries, read their records, and take them from their queue. */
  const toDeliver = (id: string): Record<string, string[]> => ({
    [`<${id}FunctionLog.Arn>`]: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    '<Table.Arn>': ['dynamodb:UpdateItem'],
    '<Records.Arn>/records/*': ['s3:GetObject'],
    '<Key.Arn>': ['kms:Decrypt'],
    [`<${id}DeliveriesDeadLetters.Arn>`]: ['sqs:SendMessage'],
    [`<${id}DeliveriesQueue.Arn>`]: [
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ],
  });

  test('evaluate-scan reads scans and indexes, commits, keeps records and sends deliveries', () => {
    expect(permissions(/^EvaluateScan/)).toEqual({
      '<EvaluateScanFunctionLog.Arn>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
      [`ecr:${HERE}:repository/*`]: [
        'ecr:BatchGetImage',
        'ecr:DescribeImageScanFindings',
        'ecr:DescribeImages',
        'ecr:GetDownloadUrlForLayer',
      ],
      '*': ['inspector2:ListCoverage', 'inspector2:ListFindings'],
      '<Table.Arn>': ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      '<Records.Arn>/records/*': ['s3:GetObject', 's3:PutObject'],
      '<Key.Arn>': ['kms:Decrypt', 'kms:GenerateDataKey'],
      ...TO_CHANNELS,
      '<EvaluateScanEventsDeadLetters.Arn>': ['sqs:SendMessage'],
      '<EvaluateScanEventsQueue.Arn>': [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
    });
  });

  test('what evaluate-scan and reconcile read counts as no pull: it keeps no image from being archived', () => {
    const roles = ofType<object>(toEverybody, 'AWS::IAM::Role').map(({ id }) => id);
    const readers = roles.filter((id) => /^(EvaluateScan|Reconcile)/.test(id)).sort();
    const excluded = ofType<{ PrincipalArn: unknown }>(toEverybody, 'AWS::ECR::PullTimeUpdateExclusion');
    expect(readers).toHaveLength(2);
    expect(excluded.map(({ Properties: { PrincipalArn } }) => PrincipalArn)).toEqual(
      readers.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
    );
  });

  test('evaluate-scan asks nothing of Inspector, and clears no markers, where scanning is basic', () => {
    const { TallymanAlerts: basic = {} } = templates(anApp(aPolicyFile({ policy: aPolicy({ scanning: 'basic' }) })));
    const { '*': ofInspector, '<Table.Arn>': ofTable } = permissions(/^EvaluateScan/, basic);
    expect([ofInspector, ofTable]).toEqual([
      undefined,
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    ]);
  });

  test('coalesce marks images, and has them evaluated', () => {
    expect(permissions(/^Coalesce/)).toEqual({
      '<CoalesceFunctionLog.Arn>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
      '<Table.Arn>': ['dynamodb:UpdateItem'],
      '<Key.Arn>': ['kms:Decrypt'],
      '<EvaluateScanEventsQueue.Arn>': ['sqs:SendMessage'],
      '<CoalesceEventsDeadLetters.Arn>': ['sqs:SendMessage'],
      '<CoalesceEventsQueue.Arn>': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    });
  });

  test.each([
    ['coalesce updates nothing of the table', 'Coalesce', 'dynamodb:UpdateItem'],
    ['evaluate-scan deletes nothing of it', 'EvaluateScan', 'dynamodb:DeleteItem'],
  ])('%s but markers', (_, id, action) => {
    const statements = ofType<{ PolicyDocument: { Statement: readonly Statement[] } }>(toEverybody, 'AWS::IAM::Policy')
      .filter((policy) => policy.id.startsWith(id))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements.filter(({ Action }) => list(Action).includes(action))).toEqual([
      expect.objectContaining({
        Action: action,
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['IMAGE#*'] } },
      }),
    ]);
  });

  test('deliver-slack delivers, keeps threads, and reads the secrets that the policy names', () => {
    expect(permissions(/^DeliverSlack/)).toEqual({
      ...toDeliver('DeliverSlack'),
      '<Table.Arn>': ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      [`secretsmanager:${HERE}:secret:tallyman/slack-token-??????`]: ['secretsmanager:GetSecretValue'],
      [`secretsmanager:${HERE}:secret:tallyman/payments-webhook-??????`]: ['secretsmanager:GetSecretValue'],
    });
  });

  test('deliver-slack reads, puts and deletes nothing of the table but threads', () => {
    const [policy] = ofType<{ PolicyDocument: { Statement: readonly Statement[] } }>(
      toEverybody,
      'AWS::IAM::Policy',
    ).filter(({ id }) => id.startsWith('DeliverSlack'));
    const statements = policy?.Properties.PolicyDocument.Statement ?? [];
    const ofItems = ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'];
    expect(statements.filter(({ Action }) => list(Action).some((action) => ofItems.includes(action)))).toEqual([
      expect.objectContaining({
        Action: ofItems,
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['THREAD#*'] } },
      }),
    ]);
  });

  test('deliver-slack keeps no threads where webhooks alone are told', () => {
    const { TallymanAlerts: byWebhook = {} } = templates(anApp(telling('payments')));
    expect(permissions(/^DeliverSlack/, byWebhook)['<Table.Arn>']).toEqual(['dynamodb:UpdateItem']);
  });

  test('deliver-sns delivers, and publishes to the topics of the receivers, of which it encrypts what is our own', () => {
    expect(permissions(/^DeliverSns/)).toEqual({
      ...toDeliver('DeliverSns'),
      '<DeliverSnsoncall>': ['sns:Publish'],
      '<DeliverSnsaudit>': ['sns:Publish'],
      [TOPIC_ARN]: ['sns:Publish'],
      '<Key.Arn>': ['kms:Decrypt', 'kms:GenerateDataKey'],
    });
  });

  test('deliver-sns encrypts nothing for a topic that it is given: that is for the policy of its key', () => {
    expect(permissions(/^DeliverSns/, toGivenTopic)).toEqual({
      ...toDeliver('DeliverSns'),
      [TOPIC_ARN]: ['sns:Publish'],
    });
  });

  test('deliver-security-hub delivers, and imports findings of its account and Region', () => {
    expect(permissions(/^DeliverSecurityHub/)).toEqual({
      ...toDeliver('DeliverSecurityHub'),
      [`securityhub:${HERE}:product/<AWS::AccountId>/default`]: ['securityhub:BatchImportFindings'],
    });
  });

  test('resend finds what is due, sends it and takes it off', () => {
    expect(permissions(/^Resend/)).toEqual({
      '<ResendFunctionLog.Arn>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
      '<Table.Arn>': ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      '<Table.Arn>/index/due': ['dynamodb:Query'],
      '<Records.Arn>/records/*': ['s3:GetObject', 's3:PutObject'],
      '<Key.Arn>': ['kms:Decrypt', 'kms:GenerateDataKey'],
      ...TO_CHANNELS,
      '<EvaluateScanEventsQueue.Arn>': ['sqs:SendMessage'],
      '<ResendDeadLetters.Arn>': ['sqs:SendMessage'],
    });
  });
});

describe('the function that publishes to SNS', () => {
  test('knows the topic of each receiver', () => {
    const { TallymanAlerts: resources = {} } = templates(anApp(telling('platform', 'on-call', 'pager')));
    const [topic] = ofType<object>(resources, 'AWS::SNS::Topic').filter(({ id }) => id.startsWith('DeliverSns'));
    const variables = ofType<{ Environment: { Variables: object } }>(resources, 'AWS::Lambda::Function').map(
      ({ Properties }) => Properties.Environment.Variables,
    );
    const known = variables.flatMap((each) => (ENV.topics in each ? [flat(each[ENV.topics])] : []));
    expect(known.map((json) => JSON.parse(json))).toEqual([{ 'on-call': `<${topic?.id}>`, pager: TOPIC_ARN }]);
  });
});

describe('the function that imports into Security Hub', () => {
  test('runs twice at a time at most, for a quota that everybody shares', () => {
    const { TallymanAlerts: resources = {} } = templates(anApp(telling('platform', 'hub')));
    const feeds = ofType(resources, 'AWS::Lambda::EventSourceMapping').map(({ id, Properties }) => [
      id.replace(/Deliveries.*|Events.*/, ''),
      Properties['ScalingConfig'],
    ]);
    expect(Object.fromEntries(feeds)).toEqual({
      DeliverSlack: { MaximumConcurrency: 10 },
      DeliverSecurityHub: { MaximumConcurrency: 2 },
      EvaluateScan: { MaximumConcurrency: 10 },
      Coalesce: { MaximumConcurrency: 2 },
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

  test('deliveries to Slack keep their order for each receiver', () => {
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

describe('the function that coalesces findings', () => {
  test('is given up to a thousand, gathered for twenty seconds, two batches at a time', () => {
    const feed = ofType(alerts, 'AWS::Lambda::EventSourceMapping').find(({ id }) => id.startsWith('Coalesce'));
    expect(feed?.Properties).toMatchObject({
      BatchSize: 1_000,
      MaximumBatchingWindowInSeconds: 20,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });
});
