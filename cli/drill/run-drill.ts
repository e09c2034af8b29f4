import type { Policy, Receiver } from '../../functions/core/domain/policy.ts';
import type { Delivery, DeliveryProgress, Outbox } from '../../functions/core/ports/deliveries.ts';
import type { Records } from '../../functions/core/ports/records.ts';
import type { DeployedStack } from '../deployed/stack.ts';
import { drillRecord } from './drill-record.ts';
import { type Outcome, outcomeOf, unseen, unsent } from './outcome.ts';

export interface World {
  readonly stack: Pick<DeployedStack, 'registry' | 'queues'>;
  readonly records: Records;
  readonly outbox: Outbox;
  readonly progress: (deliveryId: string) => Promise<DeliveryProgress>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly timeoutMs: number;
}

/** A receiver, and what became of its drill in the end. */
export interface Drilled {
  readonly receiver: Receiver;
  readonly outcome: Promise<Outcome>;
}

const POLL_MS = 500;

/** Sends each of `receivers` one message marked DRILL, by the way that its alerts take. */
export const runDrill = async (
  world: World,
  policy: Policy,
  receivers: readonly Receiver[],
): Promise<readonly Drilled[]> => {
  const { stack, records, outbox, now, newId } = world;
  const at = now().toISOString();
  const reached = receivers.filter(({ channel }) => stack.queues[channel]);
  const { registry } = stack;
  const recordKey = await records.put(
    drillRecord({ policy, receivers: reached, registry, at, trigger: `drill ${newId()}` }),
  );
  const deliveries = new Map(reached.map((receiver) => [receiver.name, deliveryTo(receiver, recordKey)]));
  await outbox.send([...deliveries.values()]);
  return receivers.map((receiver) => {
    const delivery = deliveries.get(receiver.name);
    return { receiver, outcome: delivery === undefined ? Promise.resolve(unsent(receiver)) : watch(world, delivery) };
  });
};

const deliveryTo = ({ name: receiver, channel }: Receiver, recordKey: string): Delivery => ({
  deliveryId: `${recordKey}#${receiver}`,
  recordKey,
  receiver,
  channel,
  waits: 'no',
});

/** Asks until the drill is delivered, has failed, or the time is over. */
const watch = async (world: World, { deliveryId, channel }: Delivery): Promise<Outcome> => {
  try {
    return outcomeOf(await ended(world, deliveryId), channel, world.timeoutMs);
  } catch (error) {
    return unseen(error);
  }
};

const ended = async ({ progress, now, wait, timeoutMs }: World, deliveryId: string): Promise<DeliveryProgress> => {
  const end = now().getTime() + timeoutMs;
  while (true) {
    const reached = await progress(deliveryId);
    if (reached.kind === 'delivered' || reached.kind === 'failed' || now().getTime() >= end) return reached;
    await wait(POLL_MS);
  }
};
