import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Journal } from '../../core/ports/journal.ts';
import { METRICS } from '../../trouble.ts';

/** JSON lines on standard output, which Lambda takes to CloudWatch Logs, and makes metrics of where they are EMF. */
export const journal = (): Journal => {
  const logger = new Logger({ serviceName: METRICS.service, logLevel: 'INFO' });
  const metrics = new Metrics({ serviceName: METRICS.service, namespace: METRICS.namespace, singleMetric: true });
  return {
    outcome: (outcome) => logger.info(outcome.outcome, { ...outcome }),
    /** One line is both the warning and the metric. */
    trouble(kind, detail) {
      const line = { level: 'WARN', message: kind, ...detail };
      for (const [key, value] of Object.entries(line)) metrics.addMetadata(key, String(value));
      metrics.addMetric(kind, MetricUnit.Count, 1);
    },
    note: (message, detail) => logger.info(message, { ...detail }),
  };
};
