import { describe, expect, test } from 'vitest';
import type { Image } from '../../functions/core/domain/image.ts';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import type { ImageNudge } from '../../functions/evaluate-scan/nudge.ts';
import { aDigest, anImage, anIndex, aRegistry, aScan } from '../support/builders.ts';
import { aWorld, found, pushed, scanned, swept, touched } from '../support/evaluation-world.ts';
import { KINDS, nameOf, type Outcome, STATUS_CASES } from './statuses.ts';

const IMAGES: Readonly<Record<(typeof KINDS)[number], Image>> = {
  image: anImage(),
  'part of an index': anIndex({ 'linux/amd64': aDigest('1') }),
};

/** What an image is looked at for: its events, and time. */
const nudges = ({ digest, parts: [part = { digest, platform: null }] }: Image): readonly ImageNudge[] => [
  scanned({ digest: part.digest }),
  pushed({ digest }),
  touched({ digest }),
  found({ digest: part.digest }),
  swept({ digest }),
];

/** A registry with the image. */
const aRegistryWith = (image: Image) => {
  const world = aWorld();
  const [part = { digest: image.digest, platform: null }] = image.parts;
  const attestation = { digest: aDigest('9'), isImage: false as const };
  if (part.digest === image.digest) world.images.push(image);
  else {
    world.images.pushIndex(image, [{ ...part, isImage: true }, attestation]);
    world.images.push({ ...image, digest: part.digest, tags: [] });
  }
  return {
    world,
    comes: async (nudge: ImageNudge, scan: ReturnType<typeof aScan>) => {
      world.images.scanned({ ...image, digest: part.digest }, scan);
      await world.markers.mark(
        { ...image, registry: aRegistry(), digest: part.digest },
        {},
        '2026-11-21T07:00:00.000Z',
      );
      const before = world.records.all.size;
      await evaluateScan(world)(nudge, 900);
      return [...world.records.all.values()].slice(before).flatMap(({ alerts }) => alerts);
    },
    item: () => world.lineages.items.get(image.repository),
    states: () => [...world.records.all.values()].at(-1)?.ledger.issues.map(({ state }) => state),
  };
};

interface Expected {
  /** Told of an image that was never scanned before. */
  readonly first: readonly object[];
  /** Told of a live image with one open issue, and the state of that. */
  readonly after: readonly object[];
  readonly state: 'open' | 'unobserved';
}

const expectedOf = (status: string): Readonly<Record<Outcome, Expected>> => {
  const notScanned = { kind: 'scan-news', status };
  const unobserved = { kind: 'changes', unobserved: [0] };
  return {
    compared: { first: [{ kind: 'summary' }], after: [], state: 'open' },
    awaited: { first: [], after: [], state: 'open' },
    'not scanned': { first: [notScanned], after: [notScanned], state: 'open' },
    ended: { first: [notScanned], after: [notScanned, unobserved], state: 'unobserved' },
  };
};

describe.each(KINDS)('%s', (kind) => {
  const image = IMAGES[kind];

  test.each(STATUS_CASES.map((each) => ({ name: nameOf(each), ...each })))(
    '$name',
    async ({ engine, status, description, outcome }) => {
      const isComplete = outcome === 'compared';
      const findings = isComplete ? aScan().findings : [];
      const scan = aScan({ engine, status, description, findings, completedAt: null, counted: isComplete });
      const { first, after, state } = expectedOf(status)[outcome];
      for (const nudge of nudges(image)) {
        const fresh = aRegistryWith(image);
        expect(await fresh.comes(nudge, scan), nudge.kind).toMatchObject(first);
        expect(fresh.item()?.awaited ?? [], nudge.kind).toHaveLength(outcome === 'awaited' ? 1 : 0);

        const known = aRegistryWith(image);
        await known.comes(scanned({ digest: image.parts[0]?.digest ?? '' }), aScan({ engine }));
        expect(await known.comes(nudge, scan), nudge.kind).toMatchObject(after);
        expect(known.states(), nudge.kind).toEqual([state]);
        expect(await known.comes(nudge, scan), `${nudge.kind} again`).toEqual([]);
      }
    },
  );
});
