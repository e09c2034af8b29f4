import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Trouble } from '../../functions/trouble.ts';
import { METRICS } from '../../functions/trouble.ts';
import type { Operators } from './operators.ts';
import { OperatorsAlarm, type OperatorsAlarmProps } from './operators-alarm.ts';

const TOLD: Readonly<Record<Trouble, Pick<OperatorsAlarmProps, 'means' | 'first'>>> = {
  UnknownSeverity: {
    means: 'A scan has a severity that Tallyman does not know; it was told as CRITICAL.',
    first: 'look into the log of evaluate-scan for its name, then add it to the severities or report it.',
  },
  NotReconciled: {
    means: 'reconcile could not look at a part of the registry: what no event told of it is not known today.',
    first: 'look into the log of reconcile for what it is, and the reason; tomorrow it is looked at again.',
  },
};

export interface TroubleAlarmsProps {
  readonly operators: Operators;
}

/** One alarm for each kind of trouble that the functions count. */
export class TroubleAlarms extends Construct {
  constructor(scope: Construct, id: string, { operators }: TroubleAlarmsProps) {
    super(scope, id);
    for (const [metricName, told] of Object.entries(TOLD))
      new OperatorsAlarm(this, metricName, {
        ...told,
        operators,
        metric: new Metric({
          namespace: METRICS.namespace,
          metricName,
          dimensionsMap: { service: METRICS.service },
          statistic: 'Sum',
          period: Duration.minutes(5),
        }),
        threshold: 1,
      });
  }
}
