import { Duration, Validations } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { BundledFunction } from './bundled-function.ts';
import type { Channels } from './channels.ts';
import { DeadLetters } from './dead-letters.ts';
import type { FedQueue } from './fed-queue.ts';
import type { Operators } from './operators.ts';
import { OperatorsAlarm } from './operators-alarm.ts';
import type { RecordBucket } from './record-bucket.ts';
import type { StateTable } from './state-table.ts';

/** A later run does the same: one that is late is not worth more tries. */
const TRIES = { retryAttempts: 2, maxEventAge: Duration.minutes(15) };

export interface ResendProps {
  readonly policy: PolicyFile['policy'];
  readonly operators: Operators;
  readonly table: StateTable;
  readonly channels: Channels;
  readonly records: RecordBucket;
  /** What evaluations are fed from. */
  readonly events: FedQueue;
}

/** Sends on what is due, every five minutes. */
export class Resend extends Construct {
  constructor(scope: Construct, id: string, { policy, operators, table, channels, records, events }: ResendProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      operators,
      fifo: false,
      means: 'A run of resend failed; what was due waits for the next run.',
      first: 'look into the log of resend for the reason; delete these dead letters when a later run went well.',
    });
    const fn = new BundledFunction(this, 'Function', {
      entry: 'functions/resend/handler.ts',
      policy,
      timeout: Duration.minutes(1),
      memorySize: 256,
      environment: {
        table: table.tableName,
        records: records.bucketName,
        scanEvents: events.queue.queueUrl,
        ...channels.queueUrls,
      },
    });
    table.grantSettle(fn);
    channels.grantSend(fn);
    events.grantSend(fn);
    records.grantGetRecords(fn);
    records.grantPutRecords(fn);
    // The target's dead letters are runs that never reached Lambda, the function's are runs that failed.
    deadLetters.grantSend(fn);
    fn.lambda.configureAsyncInvoke({ ...TRIES, onFailure: { bind: () => ({ destination: deadLetters.queueArn }) } });
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(fn.lambda, { ...TRIES, deadLetterQueue: deadLetters })],
    });
    Validations.of(deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'these are dead letters: of the schedule and of failed runs, where cdk-nag does not look for any',
    });
    alarmWithoutRuns(fn, operators);
  }
}

const alarmWithoutRuns = (fn: BundledFunction, operators: Operators): void => {
  new OperatorsAlarm(fn, 'NotRun', {
    operators,
    metric: fn.lambda.metricInvocations({ statistic: 'Sum', period: Duration.minutes(15) }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    means:
      'resend has not run for 15 minutes: what is due is not sent. Expected once, right after the first deployment.',
    first: 'see that its schedule rule is enabled, then look at the throttles of the function.',
  });
};
