import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { BundledFunction } from './bundled-function.ts';
import { FedQueue } from './fed-queue.ts';
import type { Operators } from './operators.ts';
import type { RecordBucket } from './record-bucket.ts';
import type { StateTable } from './state-table.ts';

const TIMEOUT = Duration.minutes(1);

type Receivers = PolicyFile['policy']['receivers'];

export interface SlackChannelProps {
  readonly policy: PolicyFile['policy'];
  readonly operators: Operators;
  readonly table: StateTable;
  readonly records: RecordBucket;
}

/** Deliveries to Slack, in order for each receiver. */
export class SlackChannel extends Construct {
  readonly deliveries: FedQueue;

  constructor(scope: Construct, id: string, { policy, operators, table, records }: SlackChannelProps) {
    super(scope, id);
    this.deliveries = new FedQueue(this, 'Deliveries', {
      operators,
      fifo: true,
      functionTimeout: TIMEOUT,
      // The function gives up by age, after 12 hours of retries that become half-hourly; this is for what it never got to answer.
      maxReceiveCount: 100,
      deadLetter: {
        means: 'An alert was not delivered to Slack: Slack refused it, or was not there for 12 hours.',
        first: 'look into the log of deliver-slack for the reason and the remedy, then redrive these dead letters.',
      },
      late: {
        means: 'An alert has waited for Slack for more than an hour; it is tried again until 12 hours have passed.',
        first: 'look at https://slack-status.com, then into the log of deliver-slack for what Slack answers.',
      },
    });
    const fn = new BundledFunction(this, 'Function', {
      entry: 'functions/deliver/slack.handler.ts',
      policy,
      timeout: TIMEOUT,
      memorySize: 256,
      environment: {
        table: table.tableName,
        records: records.bucketName,
        inbox: this.deliveries.queue.queueUrl,
        deadLetters: this.deliveries.deadLetters.queueUrl,
      },
    });
    table.grantClaim(fn);
    records.grantGetRecords(fn);
    grantSecrets(fn, policy.receivers);
    this.deliveries.feed(fn, { batchSize: 1 });
  }
}

/** To read the secrets that the policy names, and no other. */
const grantSecrets = (fn: BundledFunction, receivers: Receivers): void => {
  const names = new Set(receivers.map((to) => ('bot' in to ? to.bot.tokenSecret : to.webhook.urlSecret)));
  Grant.addToPrincipal({
    grantee: fn,
    actions: ['secretsmanager:GetSecretValue'],
    resourceArns: [...names].map((name) => secretArn(fn, name)),
  });
};

/** Secrets Manager adds six characters of its own to the name. */
const secretArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${name}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
