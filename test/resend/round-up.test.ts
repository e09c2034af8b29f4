import { describe, expect, test } from 'vitest';
import { tellRoundUps } from '../../functions/resend/round-up.ts';
import { anImage, aPolicy, aRecord, aScanNewsAlert, aSummaryAlert } from '../support/builders.ts';
import { fakeJournal } from '../support/fake-journal.ts';
import { fakeOutbox } from '../support/fake-outbox.ts';
import { fakeRecords } from '../support/fake-records.ts';
import { fakeRoundUps } from '../support/fake-round-ups.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 21, 8, minutes)).toISOString();

/** Three first counts within an hour: the first was told at once, two wait. */
const aWorld = async () => {
  const records = fakeRecords();
  const roundUps = fakeRoundUps();
  const keys: string[] = [];
  for (const repository of ['payments/api', 'payments/web', 'payments/worker']) {
    const record = aRecord({ version: keys.length + 1, lineage: repository, image: anImage({ repository }) });
    const recordKey = await records.put(record);
    keys.push(recordKey);
    await roundUps.join('payments', recordKey, at(keys.length), 'hour');
  }
  return {
    keys,
    policy: aPolicy(),
    records,
    roundUps,
    outbox: fakeOutbox(),
    journal: fakeJournal(),
    now: () => new Date(at(62)),
  };
};

describe('a round-up', () => {
  test('tells in one what waited, and then nothing more', async () => {
    const world = await aWorld();
    expect(await tellRoundUps(world)).toBe(1);
    const [delivery] = world.outbox.sent;
    expect(world.outbox.sent).toMatchObject([{ receiver: 'payments', channel: 'slack', waits: 'no' }]);
    const record = await world.records.get(delivery?.recordKey ?? '');
    expect(record.alerts).toMatchObject([
      { kind: 'round-up', gathered: [{ recordKey: world.keys[1] }, { recordKey: world.keys[2] }] },
    ]);
    expect(await tellRoundUps(world)).toBe(0);
    expect(world.outbox.sent).toHaveLength(1);
  });

  test('of one alone is the first count itself', async () => {
    const world = await aWorld();
    const roundUps = fakeRoundUps();
    const [first = '', second = ''] = world.keys;
    await roundUps.join('payments', first, at(0), 'hour');
    await roundUps.join('payments', second, at(1), 'hour');
    expect(await tellRoundUps({ ...world, roundUps })).toBe(1);
    expect(world.outbox.sent).toMatchObject([{ recordKey: second, deliveryId: `${second}#payments` }]);
    expect(world.records.all.size).toBe(3);
  });

  test('of one alone that is not scanned is that news itself', async () => {
    const world = await aWorld();
    const roundUps = fakeRoundUps();
    const recordKey = await world.records.put(aRecord({ version: 9, alerts: [aScanNewsAlert()] }));
    await roundUps.join('payments', recordKey, at(0), 'sweep');
    expect(await tellRoundUps({ ...world, roundUps })).toBe(1);
    expect(world.outbox.sent).toMatchObject([{ recordKey, deliveryId: `${recordKey}#payments` }]);
  });

  test('of a sweep tells hundreds of repositories in one, scanned or not', async () => {
    const world = await aWorld();
    const roundUps = fakeRoundUps();
    for (let version = 1; version <= 301; version += 1) {
      const alerts = version % 100 === 0 ? [aScanNewsAlert()] : [aSummaryAlert()];
      const recordKey = await world.records.put(aRecord({ version, lineage: `team/service-${version}`, alerts }));
      await roundUps.join('payments', recordKey, at(0), 'sweep');
    }
    expect(await tellRoundUps({ ...world, roundUps })).toBe(1);
    const record = await world.records.get(world.outbox.sent[0]?.recordKey ?? '');
    expect(record.alerts).toMatchObject([{ gathered: { length: 298 }, unscanned: { length: 3 } }]);
  });

  test('waits for the end of the hour', async () => {
    const world = await aWorld();
    expect(await tellRoundUps({ ...world, now: () => new Date(at(60)) })).toBe(0);
    expect(world.outbox.sent).toEqual([]);
  });

  test('that could not be sent is sent by the next run, of the same', async () => {
    const world = await aWorld();
    const outbox = {
      send: async () => {
        throw new Error('SQS is down');
      },
    };
    await expect(tellRoundUps({ ...world, outbox })).rejects.toThrow('1 of 1 round-ups wait on');
    await world.roundUps.join('payments', 'records/late.json.gz', at(63), 'hour');
    expect(await tellRoundUps(world)).toBe(1);
    const record = await world.records.get(world.outbox.sent[0]?.recordKey ?? '');
    expect(record.alerts[0]).toMatchObject({ gathered: { length: 2 } });
  });

  test('to a receiver that the policy has no more is let go, with a line in the log', async () => {
    const world = await aWorld();
    expect(await tellRoundUps({ ...world, policy: aPolicy({ receivers: [] }) })).toBe(0);
    expect(world.journal.notes).toMatchObject([
      { message: 'nobody is left to tell', detail: { receiver: 'payments', gathered: 2 } },
    ]);
    expect(await world.roundUps.due(at(999), 9)).toEqual([]);
  });

  test('leaves out what is not told to the receiver', async () => {
    const world = await aWorld();
    const other = await world.records.put(aRecord({ version: 9, alerts: [aSummaryAlert({ receiver: 'platform' })] }));
    await world.roundUps.join('payments', other, at(30), 'hour');
    await tellRoundUps(world);
    const record = await world.records.get(world.outbox.sent[0]?.recordKey ?? '');
    expect(record.alerts[0]).toMatchObject({ gathered: { length: 2 } });
  });
});
