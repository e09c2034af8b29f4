import { NO_LABELS } from '../../functions/core/domain/origin.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import type { Sweep } from '../../functions/core/domain/sweep.ts';
import type { DeliveryProgress } from '../../functions/core/ports/deliveries.ts';
import type { Due, Found, Posture, Pushed, Scanned, Swept, Touched } from '../../functions/evaluate-scan/nudge.ts';
import type { World } from '../../functions/evaluate-scan/world.ts';
import { aDigest, aPolicy } from './builders.ts';
import { fakeImages } from './fake-images.ts';
import { fakeJournal } from './fake-journal.ts';
import { fakeLineages } from './fake-lineages.ts';
import { fakeMarkers } from './fake-markers.ts';
import { fakeOutbox } from './fake-outbox.ts';
import { fakeRecords } from './fake-records.ts';
import { fakeRoundUps } from './fake-round-ups.ts';
import { fakeTagHistory } from './fake-tag-history.ts';

interface FakeWorld extends World {
  policy: Policy;
  readonly images: ReturnType<typeof fakeImages>;
  readonly lineages: ReturnType<typeof fakeLineages>;
  readonly records: ReturnType<typeof fakeRecords>;
  readonly outbox: ReturnType<typeof fakeOutbox>;
  readonly markers: ReturnType<typeof fakeMarkers>;
  readonly tags: ReturnType<typeof fakeTagHistory>;
  readonly journal: ReturnType<typeof fakeJournal>;
  /** How far deliveries got; what is not in it is unclaimed. */
  readonly progress: Map<string, DeliveryProgress>;
  /** The last sweep. */
  sweep: Sweep | null;
  /** What `now` says. */
  at: Date;
}

/** All that an evaluation needs, in memory, and one moment that does not pass by itself. */
export const aWorld = (policy: Policy = aPolicy()): FakeWorld => {
  const progress = new Map<string, DeliveryProgress>();
  const world: FakeWorld = {
    policy,
    images: fakeImages(),
    lineages: fakeLineages(),
    records: fakeRecords(),
    outbox: fakeOutbox(),
    markers: fakeMarkers(),
    sweeps: { read: async () => world.sweep },
    sweep: null,
    tags: fakeTagHistory(),
    labels: { read: async () => NO_LABELS },
    roundUps: fakeRoundUps(),
    journal: fakeJournal(),
    progress,
    at: new Date('2026-11-21T08:00:05.000Z'),
    progressOf: async (deliveryId) => progress.get(deliveryId) ?? { kind: 'unclaimed' },
    now: () => world.at,
    random: () => 0,
  };
  return world;
};

const NAMED = { id: 'event-1', account: '111122223333', region: 'eu-west-1', repository: 'payments/api' };

export const scanned = (overrides: Partial<Scanned> = {}): Scanned => ({
  kind: 'scanned',
  ...NAMED,
  digest: aDigest(),
  counted: 0,
  ...overrides,
});

export const pushed = (overrides: Partial<Pushed> = {}): Pushed => ({
  kind: 'pushed',
  ...NAMED,
  digest: aDigest(),
  tag: 'v1.4.2',
  at: '2026-10-31T09:00:00.000Z',
  ...overrides,
});

/** Of what was deleted, archived or restored. */
export const touched = (overrides: Partial<Touched> = {}): Touched => ({
  kind: 'touched',
  ...NAMED,
  digest: aDigest(),
  tag: null,
  at: null,
  ...overrides,
});

export const due = (overrides: Partial<Due> = {}): Due => ({
  kind: 'due',
  ...NAMED,
  lineage: NAMED.repository,
  ...overrides,
});

/** That findings of an image changed. */
export const found = (overrides: Partial<Found> = {}): Found => ({
  kind: 'found',
  ...NAMED,
  digest: aDigest(),
  ...overrides,
});

/** By `reconcile`. */
export const swept = (overrides: Partial<Swept> = {}): Swept => ({
  kind: 'swept',
  ...NAMED,
  digest: aDigest(),
  first: false,
  ...overrides,
});

export const posture = (frequency: string, previous: string | null = null): Posture => ({
  kind: 'posture',
  id: 'event-1',
  account: NAMED.account,
  region: NAMED.region,
  repositories: [{ repository: NAMED.repository, frequency, previous }],
});
