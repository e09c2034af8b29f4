import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { wildcards } from '../wildcards.ts';
import { BundledFunction } from './bundled-function.ts';
import type { Channels } from './channels.ts';
import { FedQueue } from './fed-queue.ts';
import type { Operators } from './operators.ts';
import type { RecordBucket } from './record-bucket.ts';
import { ScanEventsRule } from './scan-events-rule.ts';
import type { StateTable } from './state-table.ts';

/** For a batch: most scans take a second or two, and a message that is left over comes back. */
const TIMEOUT = Duration.minutes(1);
const BATCH_SIZE = 5;

type Watch = PolicyFile['policy']['watch'];

export interface EvaluateScanProps {
  readonly policy: PolicyFile['policy'];
  readonly operators: Operators;
  readonly table: StateTable;
  readonly records: RecordBucket;
  readonly channels: Channels;
}

/** Every scan event of this account, and the function that evaluates the scan. */
export class EvaluateScan extends Construct {
  constructor(scope: Construct, id: string, { policy, operators, table, records, channels }: EvaluateScanProps) {
    super(scope, id);
    const events = new FedQueue(this, 'Events', {
      operators,
      fifo: false,
      functionTimeout: TIMEOUT,
      // Four are for findings that are not there yet; what fails all the time is a dead letter within the hour.
      maxReceiveCount: 8,
      deadLetter: {
        means: 'A scan event was not evaluated: nobody was told what changed in that image.',
        first: 'look into the log of evaluate-scan for the reason, then redrive these dead letters.',
      },
      late: {
        means: 'A scan event has waited for more than an hour: alerts are late.',
        first:
          'look into the log of evaluate-scan for errors, then at its throttles and the concurrency of the account.',
      },
    });
    const fn = new BundledFunction(this, 'Function', {
      entry: 'functions/evaluate-scan/handler.ts',
      policy,
      timeout: TIMEOUT,
      memorySize: 1024,
      environment: {
        table: table.tableName,
        records: records.bucketName,
        inbox: events.queue.queueUrl,
        deadLetters: events.deadLetters.queueUrl,
        ...channels.queueUrls,
      },
    });
    grantScans(fn, policy.watch);
    table.grantCommit(fn);
    records.grantPutRecords(fn);
    records.grantGetRecords(fn);
    channels.grantSend(fn);
    events.feed(fn, { batchSize: BATCH_SIZE });
    new ScanEventsRule(this, 'Rule', { watch: policy.watch, events });
  }
}

/** To read images and scans of the watched repositories. */
const grantScans = (fn: BundledFunction, watch: Watch): void => {
  const repositories = wildcards(watch.map(({ glob }) => glob));
  Grant.addToPrincipal({
    grantee: fn,
    actions: ['ecr:DescribeImages', 'ecr:DescribeImageScanFindings'],
    resourceArns: repositories.map((resourceName) =>
      Stack.of(fn).formatArn({ service: 'ecr', resource: 'repository', resourceName }),
    ),
  });
  for (const repository of repositories)
    Validations.of(fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/${repository}]`,
      reason: 'the repositories that the policy file watches, as it writes them',
    });
};
