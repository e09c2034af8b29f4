import { KEPT_SECONDS } from '../../functions/adapters/dynamodb/claims.ts';
import type { Alert } from '../../functions/core/domain/alert.ts';
import type { Instant } from '../../functions/core/domain/image.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import type { DeliveryFailure, DeliveryProgress } from '../../functions/core/ports/deliveries.ts';
import { harmless, minute } from './words.ts';

/** How far an alert got. `with-others`: a first count that waited for a round-up. `forgotten`: too long ago, nobody knows. */
export type Arrival =
  | { readonly kind: 'delivered'; readonly at: Instant }
  | { readonly kind: 'failed'; readonly failure: DeliveryFailure }
  | { readonly kind: 'under-way' | 'not-yet' | 'with-others' | 'forgotten' };

/** An alert, and what became of it. */
export interface ToldAlert {
  readonly alert: Alert;
  readonly arrival: Arrival;
}

/** The alerts of a record, in its order. */
export const toldAlerts = (
  { alerts, at }: Pick<EvaluationRecord, 'alerts' | 'at'>,
  recordKey: string,
  progressOf: (deliveryId: string) => Promise<DeliveryProgress>,
  now: Date,
): Promise<readonly ToldAlert[]> =>
  Promise.all(
    alerts.map(async (alert) => ({
      alert,
      arrival: arrivalOf(alert, await progressOf(`${recordKey}#${alert.receiver}`), now.getTime() - Date.parse(at)),
    })),
  );

const arrivalOf = (alert: Alert, progress: DeliveryProgress, ageMs: number): Arrival => {
  if (progress.kind === 'claimed') return { kind: 'under-way' };
  if (progress.kind !== 'unclaimed') return progress;
  if (ageMs > KEPT_SECONDS * 1000) return { kind: 'forgotten' };
  return { kind: alert.kind === 'summary' && alert.first ? 'with-others' : 'not-yet' };
};

/** What became of an alert, and what to do about it; the remedy is null where there is none. */
export const arrivalText = (arrival: Arrival): { readonly says: string; readonly remedy: string | null } => {
  switch (arrival.kind) {
    case 'delivered':
      return { says: `delivered ${minute(arrival.at)}`, remedy: null };
    case 'failed':
      return failureText(arrival.failure);
    case 'under-way':
      return { says: 'under way', remedy: null };
    case 'not-yet':
      return { says: 'not yet delivered', remedy: null };
    case 'with-others':
      return { says: 'not yet, or with other first counts in a round-up', remedy: null };
    case 'forgotten':
      return { says: 'whether it was delivered is not known any more', remedy: null };
  }
};

const failureText = (failure: DeliveryFailure): { readonly says: string; readonly remedy: string } =>
  failure.kind === 'refused'
    ? { says: `refused: ${harmless(failure.reason)}`, remedy: harmless(failure.remedy) }
    : {
        says: `not delivered: ${harmless(failure.reason)}`,
        remedy: 'it is tried again, for 12 hours; then it is in the dead letters',
      };
