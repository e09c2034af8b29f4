import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { BundledFunction } from './bundled-function.ts';
import { FedQueue } from './fed-queue.ts';
import type { Operators } from './operators.ts';
import { RegistryEventsRule } from './registry-events-rule.ts';
import type { StateTable } from './state-table.ts';

const TIMEOUT = Duration.minutes(1);
/** The more at once, the fewer marks: an image is marked once a batch. */
const BATCH = { size: 1_000, window: Duration.seconds(20) };

export interface CoalesceProps {
  readonly policy: PolicyFile['policy'];
  readonly operators: Operators;
  readonly table: StateTable;
  /** What evaluations are fed from. */
  readonly events: FedQueue;
}

/** Amazon Inspector's findings, one event each, and the function that makes one evaluation an image of them. */
export class Coalesce extends Construct {
  constructor(scope: Construct, id: string, { policy, operators, table, events }: CoalesceProps) {
    super(scope, id);
    const findings = new FedQueue(this, 'Events', {
      operators,
      fifo: false,
      functionTimeout: TIMEOUT,
      maxBatchingWindow: BATCH.window,
      maxReceiveCount: 8,
      deadLetter: {
        means: 'An event of Amazon Inspector was not read: what changed in that image is told by the next sweep.',
        first: 'look into the log of coalesce for the reason, then redrive these dead letters.',
      },
      late: {
        means: 'A finding of Amazon Inspector has waited for more than an hour: alerts are late.',
        first: 'look into the log of coalesce for errors, then at its throttles and the concurrency of the account.',
      },
    });
    const fn = new BundledFunction(this, 'Function', {
      entry: 'functions/coalesce/handler.ts',
      policy,
      timeout: TIMEOUT,
      memorySize: 512,
      environment: {
        table: table.tableName,
        inbox: findings.queue.queueUrl,
        deadLetters: findings.deadLetters.queueUrl,
        scanEvents: events.queue.queueUrl,
      },
    });
    table.grantMark(fn);
    events.grantSend(fn);
    // More at a time would only have fewer in each batch.
    findings.feed(fn, { batchSize: BATCH.size, maxConcurrency: 2 });
    new RegistryEventsRule(this, 'Rule', { watch: policy.watch, events: findings, type: 'Inspector2 Finding' });
  }
}
