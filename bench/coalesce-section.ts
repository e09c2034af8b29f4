import { coalesce } from '../functions/coalesce/coalesce.ts';
import type { Policy } from '../functions/core/domain/policy.ts';
import type { Message } from '../functions/core/ports/inbox.ts';
import type { Journal } from '../functions/core/ports/journal.ts';
import { aDigest, aMessage } from '../test/support/builders.ts';
import { fakeInbox } from '../test/support/fake-inbox.ts';
import { fakeMarkers } from '../test/support/fake-markers.ts';
import { fakeNudges } from '../test/support/fake-nudges.ts';
import { aFindingEvent } from '../test/support/finding-event.ts';
import { cpuOf } from './cpu.ts';
import { atMost } from './figure.ts';
import { median } from './median.ts';
import { table } from './page.ts';
import type { Section } from './section.ts';

const EVENTS = 10_000;
const IMAGES = 100;
const BATCH_SIZE = 1_000;
const ROUNDS = { warm: 5, measured: 15 };

const UNHEARD: Journal = { outcome: () => {}, trouble: () => {}, note: () => {} };

/** What it takes to make a burst of findings one evaluation an image, in CPU ÷ `JSON.parse` of its events, and in calls. */
export const coalesceSection = async (policy: Policy): Promise<Section> => {
  const messages = burst();
  const { batches, marks, nudges } = await coalesced(policy, messages);
  const rounds: { readonly ms: number; readonly parse: number }[] = [];
  for (let round = 0; round < ROUNDS.warm + ROUNDS.measured; round += 1) {
    const parse = await cpuOf(() => messages.map(({ body }): unknown => JSON.parse(body)));
    const { ms } = await cpuOf(() => coalesced(policy, messages));
    if (round >= ROUNDS.warm) rounds.push({ ms, parse: parse.ms });
  }
  const ratio = median(rounds.map(({ ms, parse }) => ms / parse));
  const perSecond = median(rounds.map(({ ms }) => (EVENTS / ms) * 1000));
  return {
    figures: [
      atMost('coalescing 10,000 events, markers in memory, ÷ `JSON.parse` of the events', 4, ratio),
      atMost('marks of 10,000 events over 100 images, ÷ images × batches', 1, marks / (IMAGES * batches)),
      atMost('nudges of 10,000 events over 100 images, ÷ images', 1, nudges / IMAGES),
    ],
    tables: {
      coalescing: table(
        ['10,000 events over 100 images, in batches of 1,000', 'measured', 'ideal'],
        [
          ['marks: one an image and batch', text(marks), text(IMAGES * batches)],
          ['nudges: one an image', text(nudges), text(IMAGES)],
          ['CPU ÷ `JSON.parse`', ratio.toFixed(1), '1.0'],
          ['events a second here', text(perSecond), ''],
        ],
      ),
    },
  };
};

const text = (count: number): string => Math.round(count).toLocaleString('en');

/** Image after image by turns: no order could be worse. */
const burst = (): readonly Message[] =>
  Array.from({ length: EVENTS }, (_, n) => {
    const digest = aDigest(String(n % IMAGES).padStart(2, '0'));
    return aMessage({ id: String(n), body: aFindingEvent({ id: String(n), digest, vulnerability: `CVE-2026-${n}` }) });
  });

interface Counts {
  readonly batches: number;
  readonly marks: number;
  readonly nudges: number;
}

const coalesced = async (policy: Policy, messages: readonly Message[]): Promise<Counts> => {
  const [markers, nudges] = [fakeMarkers(), fakeNudges()];
  const now = () => new Date('2026-11-21T08:00:00.000Z');
  const take = coalesce({ policy, markers, nudges, inbox: fakeInbox(), journal: UNHEARD, now });
  let batches = 0;
  for (let taken = 0; taken < messages.length; taken += BATCH_SIZE) {
    const { batchItemFailures } = await take(messages.slice(taken, taken + BATCH_SIZE));
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} messages stay in their queue`);
    batches += 1;
  }
  return { batches, marks: markers.writes(), nudges: nudges.sent.length };
};
