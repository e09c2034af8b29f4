import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { wildcards } from '../wildcards.ts';
import { BundledFunction } from './bundled-function.ts';
import type { Channels } from './channels.ts';
import { FedQueue } from './fed-queue.ts';
import type { Operators } from './operators.ts';
import { PullTimeExclusion } from './pull-time-exclusion.ts';
import type { RecordBucket } from './record-bucket.ts';
import { RegistryEventsRule } from './registry-events-rule.ts';
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

/** The events of the watched repositories, and the function that evaluates the scans they lead to. */
export class EvaluateScan extends Construct {
  /** What the function is fed from. */
  readonly events: FedQueue;

  constructor(scope: Construct, id: string, { policy, operators, table, records, channels }: EvaluateScanProps) {
    super(scope, id);
    this.events = new FedQueue(this, 'Events', {
      operators,
      fifo: false,
      functionTimeout: TIMEOUT,
      // Four are for findings that are not there yet; what fails all the time is a dead letter within the hour.
      maxReceiveCount: 8,
      deadLetter: {
        means: 'An event of the registry was not evaluated: nobody was told what changed in that image.',
        first: 'look into the log of evaluate-scan for the reason, then redrive these dead letters.',
      },
      late: {
        means: 'An event of the registry has waited for more than an hour: alerts are late.',
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
        inbox: this.events.queue.queueUrl,
        deadLetters: this.events.deadLetters.queueUrl,
        ...channels.queueUrls,
      },
    });
    const { watch } = policy;
    grantScans(fn, watch);
    table.grantCommit(fn);
    records.grantPutRecords(fn);
    records.grantGetRecords(fn);
    channels.grantSend(fn);
    this.events.feed(fn, { batchSize: BATCH_SIZE });
    this.events.grantGiveBack(fn);
    const rule = { watch, events: this.events };
    new RegistryEventsRule(this, 'Rule', { ...rule, type: 'ECR Image Scan' });
    new RegistryEventsRule(this, 'ActionsRule', { ...rule, type: 'ECR Image Action' });
    if (policy.scanning === 'basic') return;
    grantEnhancedScans(fn);
    table.grantClear(fn);
    new RegistryEventsRule(this, 'EnhancedScansRule', { ...rule, type: 'Inspector2 Scan' });
    new RegistryEventsRule(this, 'ScanningRule', { ...rule, type: 'ECR Scan Resource Change' });
  }
}

/** To read images, their labels, indexes and scans of the watched repositories. */
const grantScans = (fn: BundledFunction, watch: Watch): void => {
  new PullTimeExclusion(fn, 'PullTimeExclusion', { role: fn.grantPrincipal });
  const repositories = wildcards(watch.map(({ glob }) => glob));
  Grant.addToPrincipal({
    grantee: fn,
    actions: ['ecr:BatchGetImage', 'ecr:DescribeImages', 'ecr:DescribeImageScanFindings', 'ecr:GetDownloadUrlForLayer'],
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

/**
 * What ECR asks Inspector in the caller's name. Neither action knows resources.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-iam.html
 */
const grantEnhancedScans = (fn: BundledFunction): void => {
  Grant.addToPrincipal({
    grantee: fn,
    actions: ['inspector2:ListFindings', 'inspector2:ListCoverage'],
    resourceArns: ['*'],
  });
  Validations.of(fn).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'ECR reads enhanced findings of Amazon Inspector by actions that IAM lets nobody narrow to resources',
  });
};
