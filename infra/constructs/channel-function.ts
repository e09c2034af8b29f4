import type { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { BundledFunction, type BundledFunctionProps } from './bundled-function.ts';
import { FedQueue } from './fed-queue.ts';
import type { Operators } from './operators.ts';
import type { RecordBucket } from './record-bucket.ts';
import type { StateTable } from './state-table.ts';

type Policy = PolicyFile['policy'];
export type Receiver = Policy['receivers'][number];

/** What every channel stands on. */
export interface ChannelProps {
  readonly policy: Policy;
  readonly operators: Operators;
  readonly table: StateTable;
  readonly records: RecordBucket;
}

export interface ChannelFunctionProps extends ChannelProps {
  readonly channel: Receiver['channel'];
  /** As people call what is behind the channel. */
  readonly service: string;
  /** Where the service says whether it is well. */
  readonly status: string;
  readonly fifo: boolean;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly environment?: BundledFunctionProps['environment'];
  readonly maxConcurrency?: number;
}

/** The queue of a channel's deliveries, and the function that takes them there: it may claim them and read their records. */
export class ChannelFunction extends Construct {
  readonly deliveries: FedQueue;
  readonly fn: BundledFunction;

  constructor(scope: Construct, id: string, props: ChannelFunctionProps) {
    super(scope, id);
    const { policy, table, records, channel, timeout, memorySize, environment, maxConcurrency } = props;
    this.deliveries = deliveriesOf(this, props);
    this.fn = new BundledFunction(this, 'Function', {
      entry: `functions/deliver/${channel}.handler.ts`,
      policy,
      timeout,
      memorySize,
      environment: {
        ...environment,
        table: table.tableName,
        records: records.bucketName,
        inbox: this.deliveries.queue.queueUrl,
        deadLetters: this.deliveries.deadLetters.queueUrl,
      },
    });
    table.grantClaim(this.fn);
    records.grantGetRecords(this.fn);
    // One at a time: a delivery that hangs holds up no other.
    this.deliveries.feed(this.fn, { batchSize: 1, maxConcurrency });
    this.deliveries.grantGiveBack(this.fn);
  }
}

const deliveriesOf = (scope: Construct, props: ChannelFunctionProps): FedQueue => {
  const { operators, channel, service, status, fifo, timeout } = props;
  return new FedQueue(scope, 'Deliveries', {
    operators,
    fifo,
    functionTimeout: timeout,
    // The function gives up by age, after 12 hours of retries that become half-hourly; this is for what it never got to answer.
    maxReceiveCount: 100,
    deadLetter: {
      means: `An alert was not delivered to ${service}: ${service} refused it, or was not there for 12 hours.`,
      first: `look into the log of deliver-${channel} for the reason and the remedy, then redrive these dead letters.`,
    },
    late: {
      means: `An alert has waited for ${service} for more than an hour; it is tried again until 12 hours have passed.`,
      first: `look at ${status}, then into the log of deliver-${channel} for what ${service} answers.`,
    },
  });
};
