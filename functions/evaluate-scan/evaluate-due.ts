import type { Setting } from '../core/domain/evaluation.ts';
import { remind } from '../core/domain/remind.ts';
import type { Facts } from '../core/domain/sighting.ts';
import type { LineageItem, Reminder } from '../core/ports.ts';
import { commitRecord, commitState } from './commit.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { beforeOf } from './lineage-state.ts';
import { remindAt, remindDays } from './reminders.ts';
import type { World } from './world.ts';

const NO_FACTS: Facts = { scans: new Map(), tagged: null };
/** What was not delivered yet is looked at again the next day. */
const UNDELIVERED_DAYS = 1;

/** Does what time has brought of a lineage: ends heads that nobody pushed to for long, then reminds. */
export const evaluateDue = async (
  world: World,
  item: LineageItem,
  trigger: string,
): Promise<Conclusion | 'conflict'> => {
  let conclusion: Conclusion = { item, news: false, reason: 'nothing is due', recordKey: null };
  for (const digest of staleImages(item, world.now().toISOString())) {
    const sighting = { kind: 'gone' as const, digest, cause: 'stale' as const };
    const ended = await conclude(world, conclusion.item, { sighting, known: null }, NO_FACTS, trigger);
    if (ended === 'conflict') return ended;
    conclusion = together(conclusion, ended);
  }
  const now = world.now().toISOString();
  for (const reminder of conclusion.item.reminders.filter(({ dueAt }) => dueAt <= now)) {
    const reminded = await remindOrWait(world, conclusion.item, reminder, trigger);
    if (reminded === 'conflict') return reminded;
    conclusion = together(conclusion, reminded);
  }
  return conclusion;
};

const staleImages = ({ heads }: LineageItem, now: string): ReadonlySet<string> =>
  new Set(heads.filter(({ liveUntil }) => liveUntil <= now).map(({ image }) => image));

const together = (before: Conclusion, next: Conclusion): Conclusion => ({
  ...next,
  news: before.news || next.news,
  recordKey: next.recordKey ?? before.recordKey,
});

/** Counts from the last delivery that arrived. */
const remindOrWait = async (
  world: World,
  item: LineageItem,
  { receiver, deliveryId }: Reminder,
  trigger: string,
): Promise<Conclusion | 'conflict'> => {
  const { policy, records } = world;
  const at = world.now().toISOString();
  const days = remindDays(policy, item, receiver);
  const progress = await world.progressOf(deliveryId);
  if (days === null) return lookAgain(world, item, receiver, null);
  if (progress.kind !== 'delivered') return lookAgain(world, item, receiver, remindAt(at, UNDELIVERED_DAYS));
  const dueAt = remindAt(progress.at, days);
  if (dueAt > at) return lookAgain(world, item, receiver, dueAt);
  const { lineage, repository, registry } = item;
  const before = await beforeOf(item, records);
  const setting: Setting = { policy, registry, repository, lineage, before, trigger, at };
  const reminded = remind(setting, { receiver, toldAt: progress.at });
  if (reminded.kind !== 'changed') return lookAgain(world, item, receiver, null);
  const kept = await commitRecord(world, reminded.record, item);
  return kept === 'conflict' ? kept : { item: kept, news: true, reason: null, recordKey: kept.recordKey };
};

/** @param dueAt - null: never, there is nothing to remind of */
const lookAgain = async (
  world: World,
  item: LineageItem,
  receiver: string,
  dueAt: string | null,
): Promise<Conclusion | 'conflict'> => {
  const reminders = item.reminders.flatMap((each) => {
    if (each.receiver !== receiver) return [each];
    return dueAt === null ? [] : [{ ...each, dueAt }];
  });
  const kept = await commitState(world, item, { reminders }, world.now().toISOString());
  const reason = 'a reminder is due later, or never';
  return kept === 'conflict' ? kept : { item: kept, news: false, reason, recordKey: null };
};
