import type { Setting } from '../core/domain/evaluation.ts';
import type { Instant } from '../core/domain/image.ts';
import { remind } from '../core/domain/remind.ts';
import type { LineageItem, Reminder } from '../core/ports/lineages.ts';
import { commitRecord, commitState } from './commit.ts';
import type { Conclusion } from './conclude.ts';
import { beforeOf } from './lineage-state.ts';
import { isHub, remindAt, remindDays } from './reminders.ts';
import type { World } from './world.ts';

/** What was not delivered yet is looked at again the next day. */
const UNDELIVERED_DAYS = 1;

/** Reminds a receiver of what is still open, that long after its last delivery arrived. */
export const tellAgain = async (
  world: World,
  item: LineageItem,
  reminder: Reminder,
  trigger: string,
): Promise<Conclusion | 'conflict'> => {
  const { receiver } = reminder;
  const toldAt = await lastTold(world, item, reminder);
  if (typeof toldAt !== 'string') return lookLater(world, item, receiver, toldAt.dueAt);
  const { policy, records } = world;
  const { lineage, repository, registry } = item;
  const before = await beforeOf(item, records);
  const setting: Setting = {
    policy,
    registry,
    repository,
    lineage,
    before,
    trigger,
    at: world.now().toISOString(),
  };
  const reminded = remind(setting, { receiver, toldAt });
  if (reminded.kind !== 'changed') return lookLater(world, item, receiver, null);
  const kept = await commitRecord(world, reminded.record, item);
  return kept === 'conflict' ? kept : { item: kept, news: true, reason: null, recordKey: kept.recordKey };
};

/** When the receiver was told last, if that is long enough ago; else when to look (null: never). */
const lastTold = async (
  { policy, progressOf, now }: World,
  item: LineageItem,
  { receiver, deliveryId }: Reminder,
): Promise<Instant | { readonly dueAt: Instant | null }> => {
  const at = now().toISOString();
  const days = remindDays(policy, item, receiver);
  if (days === null) return { dueAt: null };
  // An import is idempotent, and nothing claims it.
  if (isHub(policy, receiver)) return at;
  const progress = await progressOf(deliveryId);
  if (progress.kind !== 'delivered') return { dueAt: remindAt(at, UNDELIVERED_DAYS) };
  const dueAt = remindAt(progress.at, days);
  return dueAt > at ? { dueAt } : progress.at;
};

/** @param dueAt - null: never, there is nothing to remind of */
const lookLater = async (
  world: World,
  item: LineageItem,
  receiver: string,
  dueAt: Instant | null,
): Promise<Conclusion | 'conflict'> => {
  const reminders = item.reminders.flatMap((each) => {
    if (each.receiver !== receiver) return [each];
    return dueAt === null ? [] : [{ ...each, dueAt }];
  });
  const kept = await commitState(world, item, { reminders }, world.now().toISOString());
  const reason = 'a reminder is due later, or never';
  return kept === 'conflict' ? kept : { item: kept, news: false, reason, recordKey: null };
};
