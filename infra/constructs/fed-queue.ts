import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BundledFunction } from './bundled-function.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Operators } from './operators.ts';
import { OperatorsAlarm, type OperatorsAlarmProps } from './operators-alarm.ts';

type Told = Pick<OperatorsAlarmProps, 'means' | 'first'>;

export interface FedQueueProps {
  readonly operators: Operators;
  readonly fifo: boolean;
  /** Of the function that the queue feeds. */
  readonly functionTimeout: Duration;
  /** Messages are gathered so long, until a batch is full. A batch of more than 10 needs it; a FIFO queue cannot have it. */
  readonly maxBatchingWindow?: Duration;
  readonly maxReceiveCount: number;
  /** What operators are told of a dead letter. */
  readonly deadLetter: Told;
  /** What operators are told when the oldest message is more than an hour old. */
  readonly late: Told;
}

interface FeedOptions {
  readonly batchSize: number;
  /** How many of the function run at a time, at most. */
  readonly maxConcurrency?: number | undefined;
}

/** A queue that feeds a function; what the function cannot do ends in dead letters. */
export class FedQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;
  readonly #maxBatchingWindow: Duration | undefined;

  constructor(scope: Construct, id: string, props: FedQueueProps) {
    super(scope, id);
    const { operators, fifo, functionTimeout, maxBatchingWindow, maxReceiveCount, deadLetter, late } = props;
    this.#maxBatchingWindow = maxBatchingWindow;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { operators, fifo, ...deadLetter });
    this.queue = new Queue(this, 'Queue', {
      fifo,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * functionTimeout.toSeconds() + (maxBatchingWindow?.toSeconds() ?? 0)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
    new OperatorsAlarm(this, 'Late', {
      ...late,
      operators,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: Duration.hours(1).toSeconds(),
    });
  }

  grantSend(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['sqs:SendMessage'], resourceArns: [this.queue.queueArn] });
  }

  /** Lets `grantee` give messages back, for another time than that of their visibility. */
  grantGiveBack(grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['sqs:ChangeMessageVisibility'],
      resourceArns: [this.queue.queueArn],
    });
  }

  /** Lets `fn` receive the messages, and put those that are broken into the dead letters. */
  feed(fn: BundledFunction, { batchSize, maxConcurrency = 10 }: FeedOptions): void {
    this.deadLetters.grantSend(fn);
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resourceArns: [this.queue.queueArn],
    });
    new EventSourceMapping(this, 'Feed', {
      target: fn.lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      ...(this.#maxBatchingWindow && { maxBatchingWindow: this.#maxBatchingWindow }),
      reportBatchItemFailures: true,
      // Not reserved concurrency: an account with a small quota could not deploy it.
      maxConcurrency,
    });
  }
}
