import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import type { Operators } from './operators.ts';

export interface OperatorsAlarmProps {
  readonly operators: Operators;
  readonly metric: IMetric;
  readonly threshold: number;
  /** @default GREATER_THAN_OR_EQUAL_TO_THRESHOLD */
  readonly comparisonOperator?: ComparisonOperator;
  /** @default NOT_BREACHING */
  readonly treatMissingData?: TreatMissingData;
  /** What it means that this alarm rings. */
  readonly means: string;
  /** What to do first. */
  readonly first: string;
}

/** An alarm that operators hear, and that says what to do. */
export class OperatorsAlarm extends Alarm {
  constructor(scope: Construct, id: string, { operators, means, first, ...props }: OperatorsAlarmProps) {
    super(scope, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      evaluationPeriods: 1,
      alarmDescription: `${means} First: ${first}`,
      ...props,
    });
    this.addAlarmAction(new SnsAction(operators.topic));
  }
}
