import { describe, expect, test } from 'vitest';
import { receive } from '../../functions/evaluate-scan/receive.ts';
import type { Ending } from '../../functions/evaluate-scan/world.ts';
import { aMessage } from '../support/builders.ts';
import { fakeInbox } from '../support/fake-inbox.ts';
import { fakeJournal } from '../support/fake-journal.ts';

const body = JSON.stringify({
  id: 'event-1',
  'detail-type': 'ECR Image Scan',
  account: '111122223333',
  region: 'eu-west-1',
  detail: { 'repository-name': 'payments/api', 'image-digest': 'sha256:ab12' },
});

const aDesk = (ending: Ending) => {
  const waited: number[] = [];
  const evaluate = async (_: unknown, waitedSeconds: number) => {
    waited.push(waitedSeconds);
    return ending;
  };
  const now = () => new Date('2026-11-21T08:05:00.000Z');
  return { inbox: fakeInbox(), journal: fakeJournal(), evaluate, now, waited };
};

describe('a message', () => {
  test('that ends is logged with its outcome', async () => {
    const desk = aDesk({ kind: 'ended', outcome: { outcome: 'ignored', reason: 'an index' } });
    expect(await receive(desk)(aMessage({ body }))).toBe('done');
    expect(desk.journal.outcomes).toEqual([{ event: 'event-1', outcome: 'ignored', reason: 'an index' }]);
  });

  test('that has to wait is given back, and counts its wait from when it was first received', async () => {
    const desk = aDesk({ kind: 'later', afterSeconds: 240, reason: 'not yet' });
    const message = aMessage({ body, firstReceivedAt: '2026-11-21T08:04:00.000Z' });
    expect(await receive(desk)(message)).toBe('again');
    expect(desk.inbox.givenBack).toMatchObject([{ afterSeconds: 240 }]);
    expect(desk.waited).toEqual([60]);
    expect(desk.journal.outcomes).toEqual([]);
  });

  test('that no retry can mend goes to the dead letters at once, with what is wrong', async () => {
    const desk = aDesk({ kind: 'later', afterSeconds: 1, reason: 'never asked' });
    expect(await receive(desk)(aMessage({ body: '{"id":"event-2","detail-type":"ECR Image Scan"}' }))).toBe('done');
    const reason = 'account is missing; expected a value of type string';
    expect(desk.inbox.deadLetters).toEqual([{ body: '{"id":"event-2","detail-type":"ECR Image Scan"}', reason }]);
    expect(desk.journal.outcomes).toEqual([{ event: 'event-2', outcome: 'dead-letter', reason }]);
    expect(desk.waited).toEqual([]);
  });
});
