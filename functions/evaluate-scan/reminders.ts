import { allOver } from '../core/domain/all-over.ts';
import type { Policy } from '../core/domain/policy.ts';
import type { EvaluationRecord } from '../core/domain/record.ts';
import { remindingRoutes } from '../core/domain/remind.ts';
import type { LineageItem, Reminder } from '../core/ports.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a reminder of what was delivered then is due. */
export const remindAt = (deliveredAt: string, days: number): string =>
  new Date(Date.parse(deliveredAt) + days * DAY_MS).toISOString();

/** After so many days a receiver is reminded of the lineage; null: never. */
export const remindDays = (
  policy: Policy,
  { repository, heads }: Pick<LineageItem, 'repository' | 'heads'>,
  receiver: string,
): number | null => {
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
