import { describe, expect, test } from 'vitest';
import { coalesce } from '../../functions/coalesce/coalesce.ts';
import type { Message } from '../../functions/core/ports/inbox.ts';
import type { Markers } from '../../functions/core/ports/markers.ts';
import { aDigest, aMessage, aPattern, aPolicy, aRegistry } from '../support/builders.ts';
import { fakeInbox } from '../support/fake-inbox.ts';
import { fakeJournal } from '../support/fake-journal.ts';
import { fakeMarkers } from '../support/fake-markers.ts';
import { fakeNudges } from '../support/fake-nudges.ts';
import { aFindingEvent } from '../support/finding-event.ts';

const NOW = '2026-11-21T08:00:00.000Z';

const aWorld = (markers = fakeMarkers()) => {
  const nudges = fakeNudges();
  const delays: (number | undefined)[] = [];
  return {
    policy: aPolicy(),
    markers,
    nudges: {
      sent: nudges.sent,
      send: (...[all, afterSeconds]: Parameters<typeof nudges.send>) => {
        delays.push(afterSeconds);
        return nudges.send(all, afterSeconds);
      },
    },
    delays,
    inbox: fakeInbox(),
    journal: fakeJournal(),
    now: () => new Date(NOW),
  };
};

const aFound = (id: string, of: Parameters<typeof aFindingEvent>[0]): Message =>
  aMessage({ id: `message of ${id}`, body: aFindingEvent({ id, ...of }) });

const A = { repository: 'payments/api', digest: aDigest('a') };
const B = { repository: 'payments/web', digest: aDigest('b') };
const DONE = { batchItemFailures: [] };

describe('a batch of findings', () => {
  test('marks each image once, with its scores, and has it evaluated two minutes later', async () => {
    const world = aWorld();
    const batch = [
      aFound('1', { ...A, vulnerability: 'CVE-2026-1', epss: 0.5 }),
      aFound('2', { ...B, vulnerability: 'CVE-2026-1', epss: null }),
      aFound('3', { ...A, vulnerability: 'CVE-2026-2', epss: 0.25 }),
    ];
    expect(await coalesce(world)(batch)).toEqual(DONE);
    expect(world.markers.writes()).toBe(2);
    expect(await world.markers.read(A)).toMatchObject({
      firstAt: NOW,
      epss: { 'CVE-2026-1': 0.5, 'CVE-2026-2': 0.25 },
    });
    expect(await world.markers.read(B)).toMatchObject({ firstAt: NOW, epss: {} });
    expect(world.delays).toEqual([120]);
    expect(world.nudges.sent).toEqual(
      [A, B].map((image) => ({
        kind: 'found',
        id: `${image.repository}@${image.digest} ${NOW}`,
        registry: aRegistry(),
        ...image,
      })),
    );
    expect(world.journal.outcomes.map(({ event, outcome, digest }) => [event, outcome, digest])).toEqual([
      ['1', 'coalesced', A.digest],
      ['2', 'coalesced', B.digest],
      ['3', 'coalesced', A.digest],
    ]);
  });

  test('has nothing evaluated that is to be evaluated already', async () => {
    const world = aWorld();
    await coalesce(world)([aFound('1', A)]);
    expect(await coalesce(world)([aFound('2', A), aFound('3', B)])).toEqual(DONE);
    expect(world.nudges.sent.map((nudge) => 'digest' in nudge && nudge.digest)).toEqual([A.digest, B.digest]);
  });

  test('keeps the newest score, in whatever order the events come', async () => {
    const world = aWorld();
    const of = (score: number, time: string) => ({ ...A, epss: score, updatedAt: `Wed Sep 04 ${time} UTC 2024` });
    await coalesce(world)([aFound('1', of(0.75, '16:55:39.000')), aFound('2', of(0.25, '16:55:38.000'))]);
    expect(await world.markers.read(A)).toMatchObject({ epss: { 'CVE-2024-6119': 0.75 } });
  });

  test('marks nothing that the policy does not watch', async () => {
    const world = { ...aWorld(), policy: aPolicy({ watch: [aPattern('payments/w*')] }) };
    expect(await coalesce(world)([aFound('1', A), aFound('2', B)])).toEqual(DONE);
    expect([...world.markers.kept.values()]).toMatchObject([B]);
    expect(world.journal.outcomes).toMatchObject([
      { event: '1', outcome: 'ignored', reason: 'it is about no watched image of this account' },
      { event: '2', outcome: 'coalesced' },
    ]);
  });

  test('of ten thousand events and a hundred images marks each image once a batch, and nudges once an image', async () => {
    const world = aWorld();
    const events = Array.from({ length: 10_000 }, (_, n) =>
      aFound(String(n), { ...A, digest: aDigest(String(n % 100).padStart(2, '0')), vulnerability: `CVE-2026-${n}` }),
    );
    for (let n = 0; n < events.length; n += 1_000) await coalesce(world)(events.slice(n, n + 1_000));
    expect(world.markers.writes()).toBe(100 * 10);
    expect(world.nudges.sent).toHaveLength(100);
    expect(Object.keys([...world.markers.kept.values()][0]?.epss ?? {})).toHaveLength(100);
  });
});

describe('a message that no retry can mend', () => {
  test('goes to the dead letters at once, with what is wrong, and the others go on', async () => {
    const world = aWorld();
    const broken = aMessage({ body: aFindingEvent({ id: '1', ...A, digest: 'latest' }) });
    expect(await coalesce(world)([broken, aFound('2', B)])).toEqual(DONE);
    expect(world.inbox.deadLetters).toEqual([
      { body: broken.body, reason: expect.stringContaining('"latest"; expected a digest') },
    ]);
    expect(world.journal.outcomes).toMatchObject([
      { event: '1', outcome: 'dead-letter' },
      { event: '2', outcome: 'coalesced' },
    ]);
    expect(world.nudges.sent).toHaveLength(1);
  });

  test('stays where the dead letters do not take it', async () => {
    const world = { ...aWorld(), inbox: { ...fakeInbox(), deadLetter: async () => Promise.reject(new Error('down')) } };
    const broken = aMessage({ id: 'broken', body: 'latest' });
    expect(await coalesce(world)([broken, aFound('2', B)])).toEqual({
      batchItemFailures: [{ itemIdentifier: 'broken' }],
    });
    expect(world.journal.outcomes).toMatchObject([{ event: '2' }]);
  });
});

describe('what fails', () => {
  const failing = (digest: string) => {
    const markers = fakeMarkers();
    const mark: Markers['mark'] = async (image, ...rest) =>
      image.digest === digest ? Promise.reject(new Error('throttled')) : markers.mark(image, ...rest);
    return { ...markers, mark };
  };

  test('keeps the messages of its image in the queue, and no others', async () => {
    const world = aWorld(failing(A.digest));
    const answer = await coalesce(world)([aFound('1', A), aFound('2', B), aFound('3', A)]);
    const itemIdentifiers = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    expect(itemIdentifiers).toEqual(['message of 1', 'message of 3']);
    expect(world.nudges.sent).toMatchObject([B]);
    expect(world.journal.outcomes).toMatchObject([{ event: '2' }]);
    expect(world.journal.notes).toEqual(
      itemIdentifiers.map((messageId) => ({
        message: 'message stays in its queue',
        detail: { messageId, error: 'Error: throttled' },
      })),
    );
  });

  test('of a nudge is left to resend, which finds the marker overdue', async () => {
    const world = { ...aWorld(), nudges: { send: async () => Promise.reject(new Error('SQS is down')) } };
    expect(await coalesce(world)([aFound('1', A)])).toEqual(DONE);
    expect(world.journal.notes).toMatchObject([{ message: 'nudges are left to resend', detail: { images: 1 } }]);
    expect(await world.markers.due('2026-11-21T08:15:00.000Z', 9)).toEqual([A]);
  });

  test('marks before it nudges: what a crash between leaves is found', async () => {
    const done: string[] = [];
    const markers = fakeMarkers();
    const mark: Markers['mark'] = async (...of) => {
      done.push('mark');
      return markers.mark(...of);
    };
    const nudges = { send: async () => void done.push('nudge') };
    await coalesce({ ...aWorld({ ...markers, mark }), nudges })([aFound('1', A), aFound('2', B)]);
    expect(done).toEqual(['mark', 'mark', 'nudge']);
  });

  test('works on ten images at a time, not on all', async () => {
    let working = 0;
    let most = 0;
    const markers = fakeMarkers();
    const mark: Markers['mark'] = async (...of) => {
      working += 1;
      most = Math.max(most, working);
      await new Promise(setImmediate);
      working -= 1;
      return markers.mark(...of);
    };
    const digests = Array.from({ length: 50 }, (_, n) => aDigest(String(n).padStart(2, '0')));
    await coalesce(aWorld({ ...markers, mark }))(digests.map((digest) => aFound(digest, { ...A, digest })));
    expect({ most, marked: markers.kept.size }).toEqual({ most: 10, marked: 50 });
  });
});
