import { describe, expect, test } from 'vitest';
import type { Finding } from '../../functions/core/domain/finding.ts';
import type { Image } from '../../functions/core/domain/image.ts';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import { newItem } from '../../functions/evaluate-scan/lineage-state.ts';
import type { ImageNudge } from '../../functions/evaluate-scan/nudge.ts';
import type { World } from '../../functions/evaluate-scan/world.ts';
import { aDigest, aFinding, anImage, aRegistry, aScan } from '../support/builders.ts';
import { aWorld, pushed, scanned } from '../support/evaluation-world.ts';

/** A run that stops before each call of a port, until it is let on. */
interface Run {
  /** Lets it make its next call; false where it has ended. */
  step(): Promise<boolean>;
}

const PORTS = ['images', 'lineages', 'records', 'outbox', 'roundUps'] as const;

/** Each call waits for `turn`. */
const inTurn = <T extends object>(port: T, turn: () => Promise<void>): T =>
  new Proxy(port, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return async (...given: readonly unknown[]) => {
        await turn();
        return Reflect.apply(member, target, given);
      };
    },
  });

const aRun = (world: World, nudge: ImageNudge): Run => {
  let letOn = (): void => {};
  let arrived = (): void => {};
  let isOver = false;
  const turn = () =>
    new Promise<void>((resolve) => {
      letOn = resolve;
      arrived();
    });
  const ports = Object.fromEntries(PORTS.map((name) => [name, inTurn(world[name], turn)]));
  const untilItStops = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  let stopped = untilItStops();
  /** What is given back comes again. */
  const whole = async (): Promise<void> => {
    let waited = 0;
    for (let tries = 0; tries < 10; tries += 1) {
      const ending = await evaluateScan({ ...world, ...ports })(nudge, waited);
      if (ending.kind === 'ended') return;
      waited += ending.afterSeconds;
    }
    throw new Error('it never ends');
  };
  const ended = whole().finally(() => {
    isOver = true;
    arrived();
  });
  return {
    async step() {
      await stopped;
      if (isOver) {
        await ended;
        return false;
      }
      stopped = untilItStops();
      letOn();
      await stopped;
      return true;
    },
  };
};

interface Scene {
  readonly world: ReturnType<typeof aWorld>;
  /** Of the older scan, and of the newer. */
  readonly nudges: readonly [ImageNudge, ImageNudge];
  /** Makes the newer one true: before its first call. */
  readonly turnNew: () => void;
  readonly open: readonly string[];
}

const [a, b, c] = ['CVE-1', 'CVE-2', 'CVE-3'].map((vulnerability) => aFinding({ vulnerability }));
const older = anImage();
const newer = anImage({ digest: aDigest('b'), tags: ['v1.4.3'], pushedAt: '2026-11-02T09:00:00.000Z' });

const findings = (...all: readonly (Finding | undefined)[]): readonly Finding[] => all.flatMap((each) => each ?? []);

const withScan = (image: Image, found: readonly Finding[]) => {
  const world = aWorld();
  world.images.push(image);
  world.images.scanned(image, aScan({ findings: found }));
  return world;
};

const SCENES: Readonly<Record<string, () => Scene>> = {
  'two scans of one image': () => {
    const world = withScan(older, findings(a, b));
    const rescanned = aScan({ findings: findings(b, c), completedAt: '2026-11-22T08:00:00.000Z' });
    return {
      world,
      nudges: [scanned(), scanned({ id: 'event-2' })],
      turnNew: () => world.images.scanned(older, rescanned),
      open: ['CVE-2', 'CVE-3'],
    };
  },
  'the scans of two images of one line': () => {
    const world = withScan(older, findings(a, b));
    return {
      world,
      nudges: [scanned(), scanned({ id: 'event-2', digest: newer.digest })],
      turnNew: () => {
        world.images.push(newer);
        world.images.scanned(newer, aScan({ findings: findings(b, c) }));
      },
      open: ['CVE-2', 'CVE-3'],
    };
  },
  'the scans of two images with the same issues': () => {
    const world = withScan(older, findings(a));
    return {
      world,
      nudges: [scanned(), scanned({ id: 'event-2', digest: newer.digest })],
      turnNew: () => {
        world.images.push(newer);
        world.images.scanned(newer, aScan({ findings: findings(a) }));
      },
      open: ['CVE-1'],
    };
  },
  'a scan and the move of its tag': () => {
    const world = withScan({ ...older, tags: ['prod'] }, findings(a, b));
    const item = newItem('payments/api', 'payments/api', aRegistry());
    world.lineages.items.set(item.lineage, { ...item, version: 1, known: [{ digest: older.digest, lists: [] }] });
    return {
      world,
      nudges: [scanned(), pushed({ id: 'event-2', digest: newer.digest, tag: 'prod' })],
      turnNew: () => {
        world.images.push({ ...newer, tags: ['prod'] });
        world.images.scanned(newer, aScan({ findings: findings(c) }));
      },
      open: ['CVE-3'],
    };
  },
  'one event twice': () => ({
    world: withScan(older, findings(a, b)),
    nudges: [scanned(), scanned()],
    turnNew: () => {},
    open: ['CVE-1', 'CVE-2'],
  }),
};

/** The first run makes `one` calls, the second `other`, and so on to the end; the older scan is in the first, or in the second. */
const played = async ({ world, nudges, turnNew }: Scene, isOlderFirst: boolean, one: number, other: number) => {
  let isNew = false;
  const order = isOlderFirst ? ([0, 1] as const) : ([1, 0] as const);
  const run = (which: 0 | 1): Run => {
    const made = { run: null as Run | null };
    return {
      step: async () => {
        if (which === 1 && !isNew) {
          isNew = true;
          turnNew();
        }
        made.run ??= aRun(world, nudges[which]);
        return made.run.step();
      },
    };
  };
  const [first, second] = [run(order[0]), run(order[1])];
  let steps = 0;
  for (; steps < one && (await first.step()); steps += 1);
  for (let made = 0; made < other && (await second.step()); made += 1);
  while (await first.step());
  while (await second.step());
  return { world, isThrough: steps < one };
};

const expectTrue = ({ world, open }: Scene): void => {
  const item = world.lineages.items.get('payments/api');
  const record = world.records.all.get(item?.recordKey ?? '');
  const issues = record?.ledger.issues ?? [];
  expect(
    issues
      .filter(({ state }) => state === 'open')
      .map(({ vulnerability }) => vulnerability)
      .sort(),
  ).toEqual(open);
  expect(item?.pending).toEqual([]);
  // A delivery that one run has sent and not yet taken off the item may be sent by the other too: it is claimed once.
  const deliveries = new Map(world.outbox.sent.map((each) => [each.deliveryId, each]));
  const told = [...deliveries.values()].flatMap(({ deliveryId, recordKey }) => {
    const { alerts = [], ledger } = world.records.all.get(recordKey) ?? {};
    return alerts
      .filter(({ receiver }) => deliveryId === `${recordKey}#${receiver}`)
      .flatMap((alert) => ('issues' in alert ? alert.issues : []))
      .map((index) => ledger?.issues[index]?.vulnerability);
  });
  expect(told).toEqual([...new Set(told)]);
  expect(told).toEqual(expect.arrayContaining([...open]));
};

describe('two evaluations at once', () => {
  for (const [name, scene] of Object.entries(SCENES))
    test.each([true, false])(`${name}, switched at every step, the older one first: %s`, async (isOlderFirst) => {
      let [tried, isThrough] = [0, false];
      for (let one = 0; !isThrough; one += 1) {
        for (let other = 0; other <= 30; other += 1) {
          const set = scene();
          const ended = await played(set, isOlderFirst, one, other);
          isThrough = ended.isThrough;
          expectTrue(set);
          tried += 1;
        }
      }
      expect(tried).toBeGreaterThan(31 * 6);
    });
});
