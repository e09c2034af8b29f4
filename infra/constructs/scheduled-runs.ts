import { Duration, Validations } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { BundledFunction } from './bundled-function.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Operators } from './operators.ts';
import { OperatorsAlarm, type OperatorsAlarmProps } from './operators-alarm.ts';

/** A later run does the same: one that is late is not worth more tries. */
const TRIES = { retryAttempts: 2, maxEventAge: Duration.minutes(15) };

type Told = Pick<OperatorsAlarmProps, 'means' | 'first'>;

export interface ScheduledRunsProps {
  readonly operators: Operators;
  readonly fn: BundledFunction;
  readonly schedule: Schedule;
  /** What operators are told of a run that failed. */
  readonly failed: Told;
  /** What they are told where there was no run for so long. */
  readonly notRun: Told & { readonly period: Duration };
}

/** Has a function run on a schedule; operators hear of runs that fail, and of those that are missing. */
export class ScheduledRuns extends Rule {
  constructor(scope: Construct, id: string, { operators, fn, schedule, failed, notRun }: ScheduledRunsProps) {
    const deadLetters = new DeadLetters(scope, 'DeadLetters', { operators, fifo: false, ...failed });
    // The target's dead letters are runs that never reached Lambda, the function's are runs that failed.
    super(scope, id, {
      schedule,
      targets: [new LambdaFunction(fn.lambda, { ...TRIES, deadLetterQueue: deadLetters })],
    });
    deadLetters.grantSend(fn);
    fn.lambda.configureAsyncInvoke({ ...TRIES, onFailure: { bind: () => ({ destination: deadLetters.queueArn }) } });
    Validations.of(deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'these are dead letters: of the schedule and of failed runs, where cdk-nag does not look for any',
    });
    const { period, ...told } = notRun;
    new OperatorsAlarm(fn, 'NotRun', {
      ...told,
      operators,
      metric: fn.lambda.metricInvocations({ statistic: 'Sum', period }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }
}
