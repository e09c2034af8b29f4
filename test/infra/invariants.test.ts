import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import type { ChannelKind } from '../../functions/core/domain/policy.ts';
import { ENV } from '../../functions/env.ts';
import { METRICS, TROUBLES } from '../../functions/trouble.ts';
import {
  anApp,
  flat,
  list,
  ofType,
  POLICY_FILES,
  pointsTo,
  type Resource,
  type Statement,
  templates,
} from './templates.ts';

interface FunctionProperties {
  readonly Runtime: string;
  readonly Architectures: readonly string[];
  readonly Handler: string;
  readonly Role: unknown;
  readonly Timeout: number;
  readonly LoggingConfig: { readonly LogFormat: string; readonly LogGroup: unknown };
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

interface QueueProperties {
  readonly SqsManagedSseEnabled?: boolean;
  readonly VisibilityTimeout?: number;
  readonly MessageRetentionPeriod: number;
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: unknown };
}

interface AlarmProperties {
  readonly AlarmActions: readonly unknown[];
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface MappingProperties {
  readonly EventSourceArn: unknown;
  readonly FunctionName: unknown;
  readonly FunctionResponseTypes: readonly string[];
  readonly ScalingConfig: { readonly MaximumConcurrency: number };
  readonly MaximumBatchingWindowInSeconds?: number;
}

interface WithPolicy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

interface RuleProperties {
  readonly EventPattern?: { readonly source: readonly string[] };
  readonly Targets: readonly { readonly Arn: unknown; readonly DeadLetterConfig?: { readonly Arn: unknown } }[];
}

/** Why a role may name more than one resource. Anything else with `*` or `?` in it fails. */
const WILDCARDS: readonly (readonly [resource: RegExp, reason: string])[] = [
  [/^<Records\w+\.Arn>\/records\/\*$/, 'the key of a record is not known before it is made'],
  [/:ecr:<AWS::Region>:<AWS::AccountId>:repository\/(\*|payments\/\*|team-\*\/api)$/, 'the watched repositories'],
  [/^\*$/, 'some actions of ECR and Inspector know no resources: which, stacks.test.ts and reconcile.test.ts say'],
  [/:secret:tallyman\/[a-z-]+-\?{6}$/, 'Secrets Manager adds six characters of its own to the name of a secret'],
];

/** What looks like a physical name and is none. */
const NAMES = [
  'PolicyName', // an inline policy has its name within its role
  'RepositoryName', // what people pull by
  'MetricName',
  'DisplayName', // whom a mail is from
];

interface Trace {
  /** What the ids of its resources begin with. */
  readonly prefix: string;
  /** The variable that a function which sends has the URL of its queue in. */
  readonly queueUrl: string;
  /** What only its function may do. */
  readonly action: string;
}

/** What a channel leaves in the template. */
const CHANNELS: Readonly<Record<ChannelKind, Trace>> = {
  slack: { prefix: 'DeliverSlack', queueUrl: ENV.slackQueue, action: 'secretsmanager:GetSecretValue' },
  sns: { prefix: 'DeliverSns', queueUrl: ENV.snsQueue, action: 'sns:Publish' },
  'security-hub': {
    prefix: 'DeliverSecurityHub',
    queueUrl: ENV.securityHubQueue,
    action: 'securityhub:BatchImportFindings',
  },
};

/** Names a resource gives itself, not those it refers to. */
const literalNames = (properties: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(properties)
    .filter(([key, value]) => /Name$/.test(key) && typeof value === 'string')
    .map(([key]) => key);

describe.each(Object.entries(POLICY_FILES))('where %s', (_, file) => {
  const app = anApp(file);
  const stacks = templates(app);
  const { TallymanAlerts: all = {}, TallymanRepositories: repositories = {} } = stacks;
  const functions = ofType<FunctionProperties>(all, 'AWS::Lambda::Function');
  const queues = ofType<QueueProperties>(all, 'AWS::SQS::Queue');
  const alarms = ofType<AlarmProperties>(all, 'AWS::CloudWatch::Alarm');
  const mappings = ofType<MappingProperties>(all, 'AWS::Lambda::EventSourceMapping');
  const rules = ofType<RuleProperties>(all, 'AWS::Events::Rule');

  const told = new Set<string>(file.policy.receivers.map(({ channel }) => channel));

  const queuePolicies = (queue: string): readonly Statement[] =>
    ofType<WithPolicy & { readonly Queues: readonly unknown[] }>(all, 'AWS::SQS::QueuePolicy')
      .filter(({ Properties }) => Properties.Queues.some((each) => pointsTo(each) === queue))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

  const watchedBy = (queue: string): string[] =>
    alarms
      .filter(({ Properties }) => Properties.Dimensions.some(({ Value }) => pointsTo(Value) === queue))
      .map(({ Properties }) => Properties.MetricName);

  const addresses = (topic: string): unknown[] =>
    ofType<{ TopicArn: unknown; Protocol: string; Endpoint: string }>(all, 'AWS::SNS::Subscription')
      .filter(({ Properties: { TopicArn, Protocol } }) => pointsTo(TopicArn) === topic && Protocol === 'email')
      .map(({ Properties: { Endpoint } }) => Endpoint);

  const keyPolicy = (key: string): readonly Statement[] =>
    ofType<{ KeyPolicy: WithPolicy['PolicyDocument'] }>(all, 'AWS::KMS::Key')
      .filter(({ id }) => id === key)
      .flatMap(({ Properties }) => Properties.KeyPolicy.Statement);

  const topicPolicy = (topic: string): readonly Statement[] =>
    ofType<WithPolicy & { readonly Topics: readonly unknown[] }>(all, 'AWS::SNS::TopicPolicy')
      .filter(({ Properties }) => Properties.Topics.some((each) => pointsTo(each) === topic))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

  test('cdk-nag finds nothing that is not acknowledged', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('the stacks are those that the file asks for', () => {
    const asked = file.registry !== null || Object.keys(file.repositories).length > 0;
    expect(Object.keys(stacks).sort()).toEqual(asked ? ['TallymanAlerts', 'TallymanRepositories'] : ['TallymanAlerts']);
  });

  test('the repositories have nothing beside them but their key, and how the registry scans', () => {
    const names = Object.keys(file.repositories);
    expect(
      Object.values(repositories)
        .map(({ Type }) => Type)
        .toSorted(),
    ).toEqual([
      ...(file.registry === null ? [] : ['AWS::ECR::RegistryScanningConfiguration']),
      ...names.map(() => 'AWS::ECR::Repository'),
      ...(names.length > 0 ? ['AWS::KMS::Key'] : []),
    ]);
  });

  test('nothing has a physical name but repositories', () => {
    const named = [all, repositories]
      .flatMap(Object.values<Resource>)
      .flatMap(({ Properties }) => literalNames(Properties));
    expect(named.filter((name) => !NAMES.includes(name))).toEqual([]);
  });

  describe.each(Object.entries(CHANNELS))('%s', (channel, { prefix, queueUrl, action }) => {
    const isTold = told.has(channel);
    const allowed = ofType<WithPolicy>(all, 'AWS::IAM::Policy').filter(({ Properties }) =>
      Properties.PolicyDocument.Statement.some(({ Action }) => list(Action).includes(action)),
    );
    const senders = functions.filter(({ Properties }) => queueUrl in Properties.Environment.Variables);

    test(`leaves ${isTold ? 'its own' : 'nothing'} in the template`, () => {
      expect(Object.keys(all).some((id) => id.startsWith(prefix))).toBe(isTold);
      expect(allowed.map(({ id }) => id.startsWith(prefix))).toEqual(isTold ? [true] : []);
    });

    test(`has ${isTold ? 'a queue that evaluate-scan and resend know' : 'no queue that anybody knows'}`, () => {
      expect(senders.map(({ id }) => id.replace(/Function.*/, ''))).toEqual(isTold ? ['EvaluateScan', 'Resend'] : []);
      const urls = senders.map(({ Properties }) => pointsTo(Properties.Environment.Variables[queueUrl]));
      const fed = mappings.filter(({ id }) => id.startsWith(prefix));
      expect(new Set(urls)).toEqual(new Set(fed.map(({ Properties }) => pointsTo(Properties.EventSourceArn))));
    });
  });

  describe('functions', () => {
    test('there are three, one for findings that come by themselves, and one for each channel', () => {
      const always = ['EvaluateScan', 'Reconcile', 'Resend'];
      const own = file.policy.scanning === 'basic' ? always : ['Coalesce', ...always];
      const names = functions.map(({ id }) => id.replace(/Function.*/, ''));
      expect(names.filter((name) => !name.startsWith('Deliver')).sort()).toEqual(own);
      expect(functions).toHaveLength(own.length + told.size);
    });

    test.each(functions)(
      '$id runs Node 24 on arm64, and logs JSON for 90 days into a log group of its own',
      ({ Properties }) => {
        expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
        expect(Properties.LoggingConfig.LogFormat).toBe('JSON');
        expect(all[pointsTo(Properties.LoggingConfig.LogGroup)]).toMatchObject({
          Type: 'AWS::Logs::LogGroup',
          Properties: { RetentionInDays: 90 },
        });
      },
    );

    test('no two share a role or a log group', () => {
      expect(new Set(functions.map(({ Properties }) => pointsTo(Properties.Role))).size).toBe(functions.length);
      const logs = functions.map(({ Properties }) => pointsTo(Properties.LoggingConfig.LogGroup));
      expect(new Set(logs).size).toBe(functions.length);
    });

    test.each(functions)('$id knows no variable that `functions/env.ts` does not name', ({ Properties }) => {
      const known: string[] = [...Object.values(ENV), 'NODE_OPTIONS'];
      expect(Object.keys(Properties.Environment.Variables).filter((name) => !known.includes(name))).toEqual([]);
    });

    test('none reserves concurrency, which a small account cannot give', () => {
      expect(functions.filter(({ Properties }) => 'ReservedConcurrentExecutions' in Properties)).toEqual([]);
    });
  });

  describe('roles', () => {
    const policies = ofType<WithPolicy & { readonly Roles: readonly unknown[] }>(all, 'AWS::IAM::Policy');

    test.each(ofType<object>(all, 'AWS::IAM::Role'))('$id has no policy but its own', ({ id, Properties }) => {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      const own = policies.filter(({ Properties: { Roles } }) => Roles.some((role) => pointsTo(role) === id));
      expect(own.map(({ Properties: { Roles } }) => Roles.length)).toEqual([1]);
    });

    test('no action is a wildcard, and no resource that is not listed with its reason', () => {
      const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
      expect(statements.flatMap(({ Action }) => list(Action)).filter((action) => action.includes('*'))).toEqual([]);
      const wide = statements.flatMap(({ Resource }) => list(Resource).map(flat)).filter((arn) => /[*?]/.test(arn));
      expect(wide.filter((arn) => !WILDCARDS.some(([resource]) => resource.test(arn)))).toEqual([]);
    });
  });

  describe('queues', () => {
    test.each(queues)('$id is encrypted, and refuses what is not TLS', ({ id, Properties }) => {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      expect(queuePolicies(id)).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'sqs:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    });

    test.each(queues)('$id has dead letters, or is dead letters that an alarm watches', ({ id, Properties }) => {
      const deadLetters = Properties.RedrivePolicy ? pointsTo(Properties.RedrivePolicy.deadLetterTargetArn) : id;
      expect(watchedBy(deadLetters)).toContain('ApproximateNumberOfMessagesVisible');
      expect(all[deadLetters]?.Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600 });
    });

    test.each(mappings)(
      '$id leaves its function the time to gather a batch and for six tries, and one message its own failure',
      ({ Properties }) => {
        const queue = pointsTo(Properties.EventSourceArn);
        const { Timeout } = functions.find(({ id }) => id === pointsTo(Properties.FunctionName))?.Properties ?? {};
        expect(all[queue]?.Properties['VisibilityTimeout']).toBeGreaterThanOrEqual(
          6 * Number(Timeout) + (Properties.MaximumBatchingWindowInSeconds ?? 0),
        );
        expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
        expect([2, 10]).toContain(Properties.ScalingConfig.MaximumConcurrency);
        expect(watchedBy(queue)).toEqual(['ApproximateAgeOfOldestMessage']);
      },
    );

    test('every queue that is not dead letters feeds a function', () => {
      const fed = queues.filter(({ Properties }) => Properties.RedrivePolicy !== undefined).map(({ id }) => id);
      expect(mappings.map(({ Properties }) => pointsTo(Properties.EventSourceArn)).sort()).toEqual(fed.sort());
    });
  });

  describe('rules', () => {
    test('none takes an event that we cause ourselves: all are of ECR, and of Inspector unless scanning is basic', () => {
      const sources = rules.flatMap(({ Properties: { EventPattern } }) => EventPattern?.source ?? []);
      const expected = file.policy.scanning === 'basic' ? ['aws.ecr'] : ['aws.ecr', 'aws.inspector2'];
      expect([...new Set(sources)].sort()).toEqual(expected);
    });

    const targets = rules.flatMap(({ id, Properties }) => Properties.Targets.map((target) => ({ id, target })));

    test.each(targets)(
      'what $id cannot deliver ends in dead letters that take it and that an alarm watches',
      ({ id, target }) => {
        const deadLetters = pointsTo(target.DeadLetterConfig?.Arn);
        expect(watchedBy(deadLetters)).toContain('ApproximateNumberOfMessagesVisible');
        expect(queuePolicies(deadLetters)).toContainEqual(
          expect.objectContaining({
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] } } },
          }),
        );
      },
    );
  });

  describe('alarms', () => {
    test('there is one for each kind of trouble', () => {
      const troubles = alarms.filter(({ Properties }) => Properties.Namespace === METRICS.namespace);
      expect(troubles.map(({ Properties }) => Properties.MetricName).sort()).toEqual([...TROUBLES].sort());
      for (const { Properties } of troubles)
        expect(Properties.Dimensions).toEqual([{ Name: 'service', Value: METRICS.service }]);
    });

    test.each(alarms)('$id says what it means and what to do first', ({ Properties }) => {
      expect(Properties.AlarmDescription).toMatch(/^.+[.] First: .+[.]$/);
    });

    test.each(alarms)('$id reaches every operator: topic, topic policy, key policy', ({ Properties }) => {
      const [action, ...others] = Properties.AlarmActions.map(pointsTo);
      expect(others).toEqual([]);
      const topic = String(action);
      expect(addresses(topic)).toEqual(file.operators.email);
      expect(topicPolicy(topic)).toContainEqual(
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: { Ref: topic },
          Condition: expect.objectContaining({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
        }),
      );
      expect(keyPolicy(pointsTo(all[topic]?.Properties['KmsMasterKeyId']))).toContainEqual({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
      });
    });
  });

  describe('topics', () => {
    const topics = ofType<{ KmsMasterKeyId: unknown }>(all, 'AWS::SNS::Topic');
    const ofOperators = new Set(alarms.flatMap(({ Properties }) => Properties.AlarmActions.map(pointsTo)));

    test('there is one for operators, and one for each receiver that has addresses', () => {
      const mailed = file.policy.receivers.flatMap((to) => ('email' in to ? [to.email] : []));
      expect(topics.map(({ id }) => addresses(id))).toEqual([file.operators.email, ...mailed]);
      expect(ofOperators.size).toBe(1);
    });

    test.each(topics)('$id is encrypted by a key of ours, and refuses what is not TLS', ({ id, Properties }) => {
      expect(all[pointsTo(Properties.KmsMasterKeyId)]?.Type).toBe('AWS::KMS::Key');
      expect(topicPolicy(id)).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'sns:Publish',
          Principal: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    });

    test.each(topics)('$id lets nobody publish but alarms to operators, and roles that are granted it', ({ id }) => {
      const allowed = topicPolicy(id).filter(({ Effect }) => Effect === 'Allow');
      expect(allowed.map(({ Principal }) => Principal)).toEqual(
        ofOperators.has(id) ? [{ Service: 'cloudwatch.amazonaws.com' }] : [],
      );
      const granted = ofType<WithPolicy>(all, 'AWS::IAM::Policy').filter(({ Properties }) =>
        Properties.PolicyDocument.Statement.some(({ Resource }) =>
          list(Resource).some((each) => flat(each) === `<${id}>`),
        ),
      );
      expect(granted.map(({ id }) => id.replace(/Function.*/, ''))).toEqual(ofOperators.has(id) ? [] : ['DeliverSns']);
    });
  });

  test('table, records, repositories and keys are kept on delete and update, not on a failed create', () => {
    const state = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::ECR::Repository', 'AWS::KMS::Key'];
    const kept = [all, repositories].flatMap(Object.values<Resource>).filter(({ Type }) => state.includes(Type));
    expect(new Set(kept.map(({ Type }) => Type)).size).toBe(Object.keys(file.repositories).length > 0 ? 4 : 3);
    for (const { DeletionPolicy, UpdateReplacePolicy } of kept)
      expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
  });
});
