import type { Delivery } from '../core/ports/deliveries.ts';

/** What of a delivery its queue holds. */
export type Sent = Omit<Delivery, 'channel' | 'waits'>;

/** Reads a delivery from its queue; null where the text is none. */
export const parseDelivery = (body: string): Sent | null => {
  const value = json(body);
  if (typeof value !== 'object' || value === null) return null;
  const { deliveryId, recordKey, receiver } = value as Partial<Record<keyof Delivery, unknown>>;
  return isText(deliveryId) && isText(recordKey) && isText(receiver) ? { deliveryId, recordKey, receiver } : null;
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const json = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};
