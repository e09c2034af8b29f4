import type { ChannelKind, Receiver } from '../../functions/core/domain/policy.ts';
import type { DeliveryFailure, DeliveryProgress } from '../../functions/core/ports/deliveries.ts';
import { whyNot } from '../deployed/cannot-run.ts';

/** What became of a drill. `failed`: another try may go well. `silent`: nothing was heard of it in time. */
export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'refused' | 'failed' | 'silent' | 'unsent'; readonly reason: string; readonly remedy: string };

export const outcomeOf = (progress: DeliveryProgress, channel: ChannelKind, timeoutMs: number): Outcome => {
  const seconds = Math.round(timeoutMs / 1000);
  switch (progress.kind) {
    case 'delivered':
      return { kind: 'delivered' };
    case 'failed':
      return failed(progress.failure);
    case 'claimed':
      return {
        kind: 'silent',
        reason: `begun, but not ended within ${seconds} s`,
        remedy: `look into the log of deliver-${channel}`,
      };
    case 'unclaimed':
      return {
        kind: 'silent',
        reason: `still in its queue after ${seconds} s`,
        remedy: `see whether earlier alerts wait before it, then look into the log of deliver-${channel}`,
      };
  }
};

const failed = (failure: DeliveryFailure): Outcome => {
  const { kind, reason } = failure;
  return kind === 'refused'
    ? { kind, reason, remedy: failure.remedy }
    : { kind: 'failed', reason, remedy: 'an alert would be tried again for 12 hours; drill again later' };
};

/** The stack has no way to the receiver. */
export const unsent = ({ channel }: Receiver): Outcome => ({
  kind: 'unsent',
  reason: `the stack cannot deliver to ${channel}`,
  remedy: 'npx cdk deploy --all',
});

/** It was sent, and nobody may look what became of it. */
export const unseen = (error: unknown): Outcome => ({
  kind: 'silent',
  reason: `sent, but what became of it cannot be read: ${whyNot(error) ?? error}`,
  remedy:
    'look whether it arrived; allow these credentials dynamodb:GetItem, and kms:Decrypt with the key of the stack',
});
