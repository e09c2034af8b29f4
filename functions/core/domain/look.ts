import type { Evaluation } from './evaluation.ts';
import { type Findings, findingsIn, type ScannedPart } from './found.ts';
import type { Head } from './lineage.ts';
import { standIns } from './rebase.ts';
import type { Engine } from './scan.ts';
import type { Facts } from './sighting.ts';
import { type Standing, standingOf } from './standing.ts';
import { type Succession, successionOf } from './succession.ts';

/** What the complete scans of live images say, beside what the ledger says. */
export interface Look {
  /** As they are now. */
  readonly heads: readonly Head[];
  readonly succession: Succession;
  readonly engine: Engine;
  readonly findings: () => Findings;
  /** The digests that were scanned. */
  readonly scanned: ReadonlySet<string>;
  /** The image that a digest of the ledger stood for. */
  readonly standsFor: (recorded: string) => string;
  /** The live image that stands there now: the same, or what took its place; null where none does. */
  readonly placeOf: (recorded: string) => string | null;
  readonly standing: Standing;
}

export const lookAt = ({ before }: Evaluation, facts: Facts, heads: readonly Head[]): Look => {
  const succession = successionOf(before.heads, heads);
  const parts = scannedParts(heads, facts);
  const standsFor = standIns(before.heads);
  const placeOf = (recorded: string): string | null => {
    const digest = standsFor(recorded);
    return succession.live.has(digest) ? digest : (succession.successors.get(digest) ?? null);
  };
  const findings = once(() => findingsIn(parts));
  return {
    heads,
    succession,
    engine: parts.some(({ engine }) => engine === 'enhanced') ? 'enhanced' : 'basic',
    findings,
    scanned: new Set(parts.map(({ digest }) => digest)),
    standsFor,
    placeOf,
    standing: standingOf({ issues: before.ledger.issues, scanned: parts, findings, placeOf }),
  };
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const scannedParts = (heads: readonly Head[], { scans }: Facts): readonly (ScannedPart & { engine: Engine })[] => {
  const live = new Map(heads.map(({ digest, platform }) => [digest, { digest, platform }]));
  return [...live.values()].flatMap(({ digest, platform }) => {
    const answer = scans.get(digest);
    if (answer?.kind !== 'complete') return [];
    const { engine, findings } = answer.scan;
    return [{ digest, platform, engine, findings }];
  });
};
