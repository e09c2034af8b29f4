import type { Claims, DeliveryFailure, Receipts } from '../../functions/core/ports/deliveries.ts';

interface Claim {
  readonly state: 'sending' | 'delivered';
  /** Null where it was given back. */
  readonly leaseUntil: string | null;
  readonly receipts: Receipts;
  /** Null until then. */
  readonly deliveredAt: string | null;
  /** Of the last try; null while there is none. */
  readonly failure: DeliveryFailure | null;
}

/** Claims in memory. */
export const fakeClaims = (): Claims & { readonly all: Map<string, Claim> } => {
  const all = new Map<string, Claim>();
  const change = async (deliveryId: string, changes: Partial<Claim>): Promise<void> => {
    const claim = all.get(deliveryId);
    if (claim === undefined) throw new Error(`delivery ${deliveryId} is not claimed`);
    all.set(deliveryId, { ...claim, ...changes });
  };
  return {
    all,
    async claim(deliveryId, now, leaseUntil) {
      const { state, leaseUntil: until = null, receipts = [] } = all.get(deliveryId) ?? {};
      if (state === 'delivered') return { kind: 'delivered' };
      if (until !== null && until > now) return { kind: 'busy' };
      all.set(deliveryId, { state: 'sending', leaseUntil, receipts, deliveredAt: null, failure: null });
      return { kind: 'claimed', receipts };
    },
    keep: (deliveryId, receipts) => change(deliveryId, { receipts }),
    delivered: (deliveryId, receipts, at) => change(deliveryId, { state: 'delivered', receipts, deliveredAt: at }),
    release: (deliveryId, failure) => change(deliveryId, { leaseUntil: null, failure }),
  };
};
