import { describe, expect, test } from 'vitest';
import { arrivalText, toldAlerts } from '../../../cli/records/arrival.ts';
import type { Alert } from '../../../functions/core/domain/alert.ts';
import type { DeliveryProgress } from '../../../functions/core/ports/deliveries.ts';
import { anAlert, aRecord, aSummaryAlert, RECORD_KEY } from '../../support/builders.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');

const arrivalOf = async (alert: Alert = anAlert(), progress: DeliveryProgress = { kind: 'unclaimed' }, now = NOW) => {
  const asked: string[] = [];
  const progressOf = async (deliveryId: string) => {
    asked.push(deliveryId);
    return progress;
  };
  const [told] = await toldAlerts(aRecord({ alerts: [alert] }), RECORD_KEY, progressOf, now);
  return { arrival: told?.arrival, asked };
};

describe('an alert', () => {
  test('is asked for by its record and receiver', async () => {
    const { asked, arrival } = await arrivalOf(anAlert({ receiver: 'platform' }), { kind: 'claimed' });
    expect(asked).toEqual([`${RECORD_KEY}#platform`]);
    expect(arrival).toEqual({ kind: 'under-way' });
  });

  test('that nobody took yet is not yet delivered', async () => {
    expect((await arrivalOf()).arrival).toEqual({ kind: 'not-yet' });
  });

  test('that is a first count may have gone with others', async () => {
    expect((await arrivalOf(aSummaryAlert())).arrival).toEqual({ kind: 'with-others' });
    expect((await arrivalOf(aSummaryAlert({ first: false }))).arrival).toEqual({ kind: 'not-yet' });
  });

  test('of long ago is forgotten: claims end', async () => {
    const { arrival } = await arrivalOf(anAlert(), { kind: 'unclaimed' }, new Date('2028-01-01T00:00:00.000Z'));
    expect(arrival).toEqual({ kind: 'forgotten' });
  });

  test.each([
    [{ kind: 'delivered', at: '2026-11-21T08:00:07.000Z' } as const, 'delivered 2026-11-21 08:00'],
    [{ kind: 'under-way' } as const, 'under way'],
    [{ kind: 'not-yet' } as const, 'not yet delivered'],
    [{ kind: 'with-others' } as const, 'not yet, or with other first counts in a round-up'],
    [{ kind: 'forgotten' } as const, 'whether it was delivered is not known any more'],
  ])('%o reads so', (arrival, says) => {
    expect(arrivalText(arrival)).toEqual({ says, remedy: null });
  });
});
