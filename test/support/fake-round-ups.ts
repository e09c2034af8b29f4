import type { Gathering, RoundUps } from '../../functions/core/ports/round-ups.ts';

const HOUR_MS = 60 * 60 * 1000;

interface Hour {
  until: string;
  openedBy: string;
  readonly waiting: Set<string>;
  closing: Gathering | null;
  told: readonly string[];
}

/** Round-ups in memory. */
export const fakeRoundUps = (): RoundUps => {
  const hours = new Map<string, Hour>();
  const isOver = ({ until, waiting, closing }: Hour, now: string): boolean =>
    closing !== null || (waiting.size > 0 && until <= now);
  return {
    async join(receiver, recordKey, now, as) {
      const hour = hours.get(receiver);
      const until = new Date(Date.parse(now) + HOUR_MS).toISOString();
      if (as === 'sweep') {
        const { closing = null, told = [], waiting = new Set<string>(), openedBy = '' } = hour ?? {};
        if ([...(closing?.recordKeys ?? []), ...told, ...waiting].includes(recordKey)) return 'waits';
        hours.set(receiver, { until, openedBy, waiting: new Set([...waiting, recordKey]), closing, told });
        return 'waits';
      }
      if (hour === undefined) {
        hours.set(receiver, { until, openedBy: recordKey, waiting: new Set(), closing: null, told: [] });
        return 'now';
      }
      if ([...(hour.closing?.recordKeys ?? []), ...hour.told].includes(recordKey)) return 'waits';
      if (hour.openedBy === recordKey || (hour.until <= now && hour.waiting.size === 0)) {
        Object.assign(hour, { until, openedBy: recordKey });
        return 'now';
      }
      hour.waiting.add(recordKey);
      return 'waits';
    },
    due: async (now, limit) =>
      [...hours]
        .filter(([, hour]) => isOver(hour, now))
        .sort(([, a], [, b]) => (a.until < b.until ? -1 : 1))
        .map(([receiver]) => receiver)
        .slice(0, limit),
    async gather(receiver, now) {
      const hour = hours.get(receiver);
      if (hour === undefined || !isOver(hour, now)) return null;
      hour.closing ??= { endedAt: hour.until, recordKeys: [...hour.waiting].sort() };
      for (const recordKey of hour.closing.recordKeys) hour.waiting.delete(recordKey);
      return hour.closing;
    },
    async done(receiver) {
      const hour = hours.get(receiver);
      if (hour?.closing) Object.assign(hour, { told: hour.closing.recordKeys, closing: null });
    },
  };
};
