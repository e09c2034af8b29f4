import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Operators } from './operators.ts';
import { OperatorsAlarm, type OperatorsAlarmProps } from './operators-alarm.ts';

export interface DeadLettersProps extends Pick<OperatorsAlarmProps, 'means' | 'first'> {
  readonly operators: Operators;
  readonly fifo: boolean;
}

/** A queue of what could not be done; operators hear of the first message in it. */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string, { fifo, ...alarm }: DeadLettersProps) {
    super(scope, id, {
      fifo,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new OperatorsAlarm(this, 'Alarm', {
      ...alarm,
      metric: this.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: 1,
    });
  }

  grantSend(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['sqs:SendMessage'], resourceArns: [this.queueArn] });
  }
}
