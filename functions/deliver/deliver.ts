import type { Handled } from '../consume.ts';
import type { Channel } from '../core/ports/channel.ts';
import type { Claims, DeliveryFailure, DeliveryOutcome, Receipts } from '../core/ports/deliveries.ts';
import type { Inbox, Message } from '../core/ports/inbox.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Records } from '../core/ports/records.ts';
import { backoffSeconds } from './backoff.ts';
import { parseDelivery, type Sent } from './delivery.ts';

export interface World {
  readonly claims: Claims;
  readonly records: Records;
  readonly channel: Channel;
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly now: () => Date;
  /** A little longer than the function's time-out. */
  readonly leaseSeconds: number;
}

/** After this long without success a delivery goes to the dead letters. */
const GIVE_UP_SECONDS = 12 * 60 * 60;

/** Tells one receiver its alert, once, whoever else tries to: the claim decides. */
export const deliver =
  (world: World) =>
  async (message: Message): Promise<Handled> => {
    const delivery = parseDelivery(message.body);
    if (delivery === null)
      return refuse(world, message, 'the message is no delivery: expected deliveryId, recordKey, receiver');
    const { claims, now, leaseSeconds, inbox } = world;
    const leaseUntil = new Date(now().getTime() + leaseSeconds * 1000).toISOString();
    const claim = await claims.claim(delivery.deliveryId, now().toISOString(), leaseUntil);
    if (claim.kind === 'delivered') return 'done';
    if (claim.kind === 'busy') {
      await inbox.giveBack(message, leaseSeconds);
      return 'again';
    }
    return conclude(world, message, delivery, await attempt(world, delivery, claim.receipts));
  };

interface Attempt {
  readonly outcome: DeliveryOutcome;
  readonly isDrill: boolean;
}

const attempt = async (
  { claims, records, channel }: World,
  { deliveryId, recordKey, receiver }: Sent,
  receipts: Receipts,
): Promise<Attempt> => {
  const record = await records.get(recordKey);
  const keep = (soFar: Receipts) => claims.keep(deliveryId, soFar);
  const outcome = await channel.deliver(record, recordKey, receiver, receipts, keep);
  return { outcome, isDrill: record.drill === true };
};

const conclude = async (
  world: World,
  message: Message,
  delivery: Sent,
  { outcome, isDrill }: Attempt,
): Promise<Handled> => {
  const { claims, journal, now } = world;
  const { deliveryId, receiver } = delivery;
  if (outcome.kind === 'delivered') {
    await claims.delivered(deliveryId, outcome.receipts, now().toISOString());
    journal.note('delivered', { deliveryId, receiver });
    return 'done';
  }
  await claims.release(deliveryId, outcome);
  // Whoever drills reads on the claim what became of it; to operators it is no trouble.
  if (isDrill) {
    journal.note('drill not delivered', { deliveryId, receiver, reason: outcome.reason });
    return 'done';
  }
  return outcome.kind === 'refused'
    ? refuse(world, message, `${receiver}: ${outcome.reason}; ${outcome.remedy}`)
    : tryLater(world, message, delivery, outcome);
};

const tryLater = async (
  world: World,
  message: Message,
  { deliveryId, receiver }: Sent,
  { reason, afterSeconds: asked }: DeliveryFailure & { kind: 'retry' },
): Promise<Handled> => {
  const triedSeconds = (world.now().getTime() - Date.parse(message.firstReceivedAt)) / 1000;
  const afterSeconds = backoffSeconds(message.receiveCount, asked);
  if (triedSeconds + afterSeconds > GIVE_UP_SECONDS) {
    const remedy = `when ${receiver} answers again, start the redrive of these dead letters`;
    return refuse(world, message, `${receiver}: ${reason}, for 12 hours; ${remedy}`);
  }
  world.journal.note('delivered later', { deliveryId, receiver, reason, afterSeconds });
  await world.inbox.giveBack(message, afterSeconds);
  return 'again';
};

const refuse = async ({ inbox, journal }: World, message: Message, reason: string): Promise<Handled> => {
  await inbox.deadLetter(message, reason);
  journal.note('delivery refused', { messageId: message.id, reason });
  return 'done';
};
