import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../functions/core/domain/finding.ts';
import type { Image } from '../../functions/core/domain/image.ts';
import { EMPTY_LEDGER, type Ledger } from '../../functions/core/domain/ledger.ts';
import type { Head } from '../../functions/core/domain/lineage.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import { imagesToSweep } from '../../functions/core/domain/sweep.ts';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import type { Nudge } from '../../functions/evaluate-scan/nudge.ts';
import { anAudit } from '../support/audit.ts';
import { aScan } from '../support/builders.ts';
import { aWorld, due, pushed, scanned, swept, touched } from '../support/evaluation-world.ts';
import {
  anEmptyShelf,
  anyFindings,
  anyImage,
  anyPolicy,
  anyTag,
  asLeads,
  firstTag,
  imageAt,
  imagesOf,
  leadsOf,
  linesOn,
  openBy,
  openIn,
  shelve,
} from '../support/histories.ts';

const RUNS = { seed: 20261121, numRuns: 200 };
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What happens in the registry, and which of the events that are on their way arrive after it: the n-th, and whether once more later. */
type Happening = { readonly place: number; readonly arriving: readonly (readonly [number, boolean])[] } & (
  | { readonly kind: 'push'; readonly tag: string | null }
  /** Null: it failed. */
  | { readonly kind: 'scan'; readonly found: readonly (readonly Finding[] | null)[] }
  | { readonly kind: 'untag' | 'delete' | 'archive' }
);

const arriving = fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 4 });

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('push'),
      place: anyImage,
      tag: fc.option(anyTag, { nil: null }),
      arriving,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('scan'),
      place: anyImage,
      found: fc.tuple(fc.option(anyFindings, { nil: null, freq: 6 }), fc.option(anyFindings, { nil: null, freq: 6 })),
      arriving,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('untag', 'delete', 'archive'), place: anyImage, arriving }),
  },
);

interface History {
  readonly happenings: readonly Happening[];
  /** In which the events arrive at last. */
  readonly order: readonly number[];
}

const anyHistory: fc.Arbitrary<History> = fc.record({
  happenings: fc.array(anyHappening, { minLength: 1, maxLength: 12 }),
  order: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
});

/** A nudge on its way, and how long it waited. */
interface OnItsWay {
  readonly nudge: Nudge;
  readonly waited: number;
}

/** A registry with its events, which arrive late, twice and in any order, and Tallyman. */
const aPlay = (policy: Policy) => {
  const world = aWorld(policy);
  const { images, lineages, records } = world;
  const evaluate = evaluateScan(world);
  const shelf = anEmptyShelf();
  const onTheirWay: OnItsWay[] = [];
  const sent: Nudge[] = [];
  const send = (nudge: Nudge): void => {
    onTheirWay.push({ nudge, waited: 0 });
    sent.push(nudge);
  };
  const tick = (ms: number): string => {
    world.at = new Date(world.at.getTime() + ms);
    return world.at.toISOString();
  };
  const arrive = async (n: number, isTwice: boolean): Promise<void> => {
    const [first] = onTheirWay.splice(n % onTheirWay.length, 1);
    if (first === undefined) return;
    const { nudge, waited } = first;
    tick(1_000);
    const ending = await evaluate(nudge, waited);
    if (ending.kind === 'later') onTheirWay.push({ nudge, waited: waited + ending.afterSeconds });
    if (isTwice) onTheirWay.push(first);
  };

  const put = (image: Image): void => {
    const { digest, parts } = image;
    for (const part of parts)
      images.push({ ...image, tags: part.digest === digest ? image.tags : [], digest: part.digest });
    const lists = parts.map((part) => ({ ...part, isImage: true as const }));
    if (lists.every((part) => part.digest !== digest)) images.pushIndex(image, lists);
  };
  const push = (place: number, tag: string | null): void => {
    const plain = imageAt(place);
    const { digest, parts } = plain;
    const isNew = !shelf.images.has(digest);
    const given = tag ?? (isNew ? firstTag(place) : null);
    if (given === null && !isNew) return;
    put(shelve(shelf, plain, given));
    const at = tick(0);
    if (isNew && digest !== parts[0]?.digest)
      for (const part of parts) send(pushed({ digest: part.digest, tag: null, at }));
    send(pushed({ digest, tag: given, at }));
  };
  const scan = (place: number, found: readonly (readonly Finding[] | null)[]): void => {
    for (const [index, { digest }] of (shelf.images.get(imageAt(place).digest)?.parts ?? []).entries()) {
      const findings = found[index] ?? null;
      // A scan that fails after it was complete is left to the laws of the domain: whether it was seen is chance here.
      if (findings === null && shelf.found.has(digest)) continue;
      if (findings !== null) shelf.found.set(digest, findings);
      const status = findings === null ? 'FAILED' : 'COMPLETE';
      images.scanned({ repository: 'payments/api', digest }, aScan({ status, findings: findings ?? [] }));
      send(scanned({ digest }));
    }
  };
  const untag = (place: number): void => {
    const image = shelf.images.get(imageAt(place).digest);
    if (image === undefined || image.tags.length === 0) return;
    const left = { ...image, tags: image.tags.slice(1) };
    shelf.images.set(image.digest, left);
    put(left);
    send(touched({ digest: image.digest, tag: image.tags[0] ?? null }));
  };
  const remove = (place: number, how: 'delete' | 'archive'): void => {
    const image = shelf.images.get(imageAt(place).digest);
    if (image === undefined) return;
    shelf.images.delete(image.digest);
    const others = new Set([...shelf.images.values()].flatMap(({ parts }) => parts.map(({ digest }) => digest)));
    const digests = new Set([image.digest, ...image.parts.map(({ digest }) => digest)]);
    for (const digest of digests.difference(others)) {
      images[how]({ repository: image.repository, digest });
      send(touched({ digest }));
    }
  };

  return {
    world,
    shelf,
    async happen(happening: Happening): Promise<void> {
      tick(MINUTE_MS);
      const { kind, place } = happening;
      if (kind === 'push') push(place, happening.tag);
      else if (kind === 'scan') scan(place, happening.found);
      else if (kind === 'untag') untag(place);
      else remove(place, kind);
      for (const [n, isTwice] of happening.arriving) if (onTheirWay.length > 0) await arrive(n, isTwice);
    },
    /** Until nothing is on its way. */
    async settle(order: readonly number[]): Promise<void> {
      for (let turn = 0; onTheirWay.length > 0; turn += 1) {
        if (turn > 2_000) throw new Error('events go round and round');
        await arrive(order[turn % order.length] ?? 0, false);
      }
    },
    /** What is on its way never arrives. */
    lose: (): void => {
      onTheirWay.length = 0;
    },
    /** As `reconcile` does, a day later. */
    async sweep(): Promise<void> {
      const at = tick(DAY_MS);
      const { heads = [] } = lineages.items.get('payments/api') ?? {};
      const tagged = await images.tagged('payments/api');
      for (const digest of imagesToSweep({ policy, repository: 'payments/api', heads, tagged, at }))
        await evaluate(swept({ digest }), 0);
    },
    /** Everything that was ever sent, once more. */
    again: (): void => {
      for (const nudge of sent) onTheirWay.push({ nudge, waited: 10_000 });
    },
    async pass(days: number): Promise<void> {
      tick(days * DAY_MS);
      await evaluate(due(), 0);
    },
    get kept(): { readonly heads: readonly Head[]; readonly ledger: Ledger } {
      const { heads = [], recordKey = null } = lineages.items.get('payments/api') ?? {};
      const ledger = recordKey === null ? EMPTY_LEDGER : (records.all.get(recordKey)?.ledger ?? EMPTY_LEDGER);
      return { heads, ledger };
    },
  };
};

type Play = ReturnType<typeof aPlay>;

const played = async (policy: Policy, { happenings, order }: History): Promise<Play> => {
  const play = aPlay(policy);
  for (const happening of happenings) await play.happen(happening);
  await play.settle(order);
  return play;
};

const NO_LINES: ReadonlySet<string> = new Set();

/** The heads are those of a simple model; where no image is scanned, one that was there may have stayed. */
const expectHeads = ({ shelf, kept: { heads } }: Play, except = NO_LINES): void => {
  for (const line of linesOn(shelf)
    .union(new Set(heads.map((head) => head.line)))
    .difference(except)) {
    const { leads, isWhole } = leadsOf(imagesOf(shelf, line), line, ({ digest }) => shelf.found.has(digest));
    const own = heads.filter((head) => head.line === line);
    const stayed = own.filter(({ platform }) => !leads.some((lead) => lead.platform === platform));
    expect(asLeads(own.filter((head) => !stayed.includes(head)))).toEqual(asLeads(leads));
    expect(isWhole ? stayed : []).toEqual([]);
    for (const { image } of stayed) expect([...shelf.images.keys()]).toContain(image);
  }
};

const allTransitions = new Set<string>();

/** Every record, in the order of their versions. */
const audited = (policy: Policy, { world, kept }: Play): void => {
  const audit = anAudit(policy, 'payments/api', allTransitions);
  for (const record of world.records.all.values()) audit.read(record);
  audit.close(kept);
};

describe('whatever happens, and however late, often and out of order the events arrive', () => {
  test('the heads are what a simple model says', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyHistory, async (policy, history) => {
        expectHeads(await played(policy, history));
      }),
      RUNS,
    );
  });

  test('the open issues are those of the newest complete scan of each head, at their worst severity', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyHistory, async (policy, history) => {
        const { shelf, kept } = await played(policy, history);
        expect(openIn(kept.ledger, policy.unratedAs)).toEqual(openBy(kept.heads, shelf.found, policy.unratedAs));
      }),
      RUNS,
    );
  });

  test('every issue is told or counted once since it opened, and what was told is on its way', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyHistory, async (policy, history) => {
        const play = await played(policy, history);
        audited(policy, play);
        const { outbox, records } = play.world;
        const alerts = [...records.all].flatMap(([key, record]) =>
          record.alerts.map(({ receiver }) => `${key}#${receiver}`),
        );
        expect(outbox.sent.map(({ deliveryId }) => deliveryId)).toEqual(alerts);
      }),
      RUNS,
    );
  });

  test('once every image was looked at as it is now, all events once more write nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyHistory, async (policy, history) => {
        const play = await played(policy, history);
        play.again();
        await play.settle(history.order);
        audited(policy, play);
        const { lineages, records, outbox } = play.world;
        const kept = structuredClone(lineages.items);
        const counts = [records.all.size, outbox.sent.length];
        play.again();
        await play.settle([...history.order].reverse());
        expect(lineages.items).toEqual(kept);
        expect([records.all.size, outbox.sent.length]).toEqual(counts);
      }),
      RUNS,
    );
  });

  test('what no event told a sweep finds: the heads are right, and so are the open issues; the next one writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyHistory, async (policy, { happenings }) => {
        const play = aPlay(policy);
        for (const happening of happenings) await play.happen(happening);
        play.lose();
        // A head that went may have stood before one that nobody saw.
        await play.sweep();
        await play.sweep();
        // Images without a tag are told by their events alone.
        expectHeads(play, new Set(['untagged']));
        const { shelf, kept, world } = play;
        expect(openIn(kept.ledger, policy.unratedAs)).toEqual(openBy(kept.heads, shelf.found, policy.unratedAs));
        audited(policy, play);
        const before = structuredClone(world.lineages.items.get('payments/api')?.version);
        await play.sweep();
        expect(world.lineages.items.get('payments/api')?.version).toBe(before);
      }),
      RUNS,
    );
  });

  test('after 180 days without a push nothing is observed any more', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyHistory, async (policy, history) => {
        const play = await played(policy, history);
        await play.pass(181);
        expect(play.kept.heads).toEqual([]);
        expect(openIn(play.kept.ledger, policy.unratedAs).size).toBe(0);
        audited(policy, play);
      }),
      { ...RUNS, numRuns: 100 },
    );
  });

  test('every kind of transition, with every cause, occurred', () => {
    expect([...allTransitions].sort()).toEqual([
      'accepted: suppressed',
      'eased',
      'escalated',
      'exploited',
      'fixable',
      'opened: disclosed',
      'opened: new-image',
      'opened: reopened',
      'opened: voided',
      'resolved: fixed',
      'resolved: retracted',
      'unobserved: archived',
      'unobserved: deleted',
      'unobserved: stale',
    ]);
  });
});
