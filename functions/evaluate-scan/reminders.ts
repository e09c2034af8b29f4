import { allOver } from '../core/domain/all-over.ts';
import type { Head } from '../core/domain/lineage.ts';
import type { Policy } from '../core/domain/policy.ts';
import type { EvaluationRecord } from '../core/domain/record.ts';
import { remindingRoutes } from '../core/domain/remind.ts';
import type { LineageItem, Reminder } from '../core/ports/lineages.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a reminder of what was delivered then is due. */
export const remindAt = (deliveredAt: string, days: number): string =>
  new Date(Date.parse(deliveredAt) + days * DAY_MS).toISOString();

/** Security Hub forgets what is not imported again within 90 days: https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html */
const REFRESH_DAYS = 30;
/** Which images have an issue may change without any transition: Security Hub is told a day later. */
const REFRESH_MOVED_DAYS = 1;

/** After so many days a receiver is told of the lineage again; null: never. */
export const remindDays = (
  policy: Policy,
  { repository, heads }: Pick<LineageItem, 'repository' | 'heads'>,
  receiver: string,
): number | null => {
  if (isHub(policy, receiver)) return REFRESH_DAYS;
  const days = remindingRoutes(policy, repository, heads, receiver).flatMap(
    (index) => policy.routes[index]?.remindDays ?? [],
  );
  return days.length === 0 ? null : Math.min(...days);
};

/** The reminders after an evaluation: each receiver's last delivery counts, and only while something that it was told is open. */
export const remindersAfter = (
  policy: Policy,
  { repository, reminders }: Pick<LineageItem, 'repository' | 'reminders'>,
  { alerts, heads, ledger, at }: EvaluationRecord,
  recordKey: string,
): readonly Reminder[] =>
  policy.receivers.flatMap(({ name: receiver }): readonly Reminder[] => {
    const days = remindDays(policy, { repository, heads }, receiver);
    if (days === null) return [];
    if (allOver(ledger.issues, receiver)) return [];
    return alerts.some((alert) => alert.receiver === receiver)
      ? [{ receiver, deliveryId: `${recordKey}#${receiver}`, dueAt: remindAt(at, days) }]
      : reminders.filter((each) => each.receiver === receiver);
  });

/** The reminders after other images took the place of some: Security Hub shows which images have an issue. */
export const refreshesAfterMove = (
  policy: Policy,
  { reminders, heads }: Pick<LineageItem, 'reminders' | 'heads'>,
  after: readonly Head[],
  at: string,
): readonly Reminder[] => {
  if (digestsOf(heads) === digestsOf(after)) return reminders;
  const soon = remindAt(at, REFRESH_MOVED_DAYS);
  return reminders.map((each) => (isHub(policy, each.receiver) && each.dueAt > soon ? { ...each, dueAt: soon } : each));
};

/** A scan of the same images once more moves nothing. */
const digestsOf = (heads: readonly Head[]): string => heads.map(({ digest }) => digest).join();

export const isHub = ({ receivers }: Policy, receiver: string): boolean =>
  receivers.some(({ name, channel }) => name === receiver && channel === 'security-hub');
