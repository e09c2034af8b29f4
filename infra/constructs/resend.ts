import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { BundledFunction } from './bundled-function.ts';
import type { Channels } from './channels.ts';
import type { FedQueue } from './fed-queue.ts';
import type { Operators } from './operators.ts';
import type { RecordBucket } from './record-bucket.ts';
import { ScheduledRuns } from './scheduled-runs.ts';
import type { StateTable } from './state-table.ts';

/** For the round-up of a first sweep: a record of each repository is read, some a second. */
const TIMEOUT = Duration.minutes(4);

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
    const fn = new BundledFunction(this, 'Function', {
      entry: 'functions/resend/handler.ts',
      policy,
      timeout: TIMEOUT,
      memorySize: 512,
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
    new ScheduledRuns(this, 'Schedule', {
      operators,
      fn,
      schedule: Schedule.rate(Duration.minutes(5)),
      failed: {
        means: 'A run of resend failed; what was due waits for the next run.',
        first: 'look into the log of resend for the reason; delete these dead letters when a later run went well.',
      },
      notRun: {
        period: Duration.minutes(15),
        means:
          'resend has not run for 15 minutes: what is due is not sent. Expected once, right after the first deployment.',
        first: 'see that its schedule rule is enabled, then look at the throttles of the function.',
      },
    });
  }
}
