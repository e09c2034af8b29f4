import type { Alert } from '../../../../functions/core/domain/alert.ts';
import type { EvaluationRecord } from '../../../../functions/core/domain/record.ts';
import { type SnsMessage, snsMessage } from '../../../../functions/core/messages/sns/message.ts';
import { aRecord, RECORD_KEY } from '../../../support/builders.ts';

/** How the topic of `payments` is told `alert`. */
export const told = (alert: Alert, record: Partial<EvaluationRecord> = {}): SnsMessage =>
  snsMessage({ record: aRecord({ alerts: [alert], ...record }), recordKey: RECORD_KEY, receiver: alert.receiver });
