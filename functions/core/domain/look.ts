import { type EngineSwitch, engineSwitchOf } from './engine-switch.ts';
import type { Evaluation } from './evaluation.ts';
import type { Finding } from './finding.ts';
import { type Findings, findingsIn, type ScannedPart } from './found.ts';
import type { Head } from './lineage.ts';
import { standIns } from './rebase.ts';
import { isScoredAlike } from './route.ts';
import type { Engine } from './scan.ts';
import type { Facts } from './sighting.ts';
import { type Standing, standingOf } from './standing.ts';
import { type Succession, successionOf } from './succession.ts';

/** What the complete scans of live images say, beside what the ledger says. */
export interface Look {
  /** As they are now. */
  readonly heads: readonly Head[];
  readonly succession: Succession;
  /** Whether another engine scans them than before. */
  readonly switched: EngineSwitch | null;
  readonly findings: () => Findings;
  /** The digests that were scanned. */
  readonly scanned: ReadonlySet<string>;
  /** The image that a digest of the ledger stood for. */
  readonly standsFor: (recorded: string) => string;
  /** The live image that stands there now: the same, or what took its place; null where none does. */
  readonly placeOf: (recorded: string) => string | null;
  readonly standing: Standing;
}

export const lookAt = ({ before, policy }: Evaluation, facts: Facts, heads: readonly Head[]): Look => {
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
    switched: engineSwitchOf(before.heads, parts, succession),
    findings,
    scanned: new Set(parts.map(({ digest }) => digest)),
    standsFor,
    placeOf,
    standing: standingOf({
      issues: before.ledger.issues,
      scanned: parts,
      findings,
      placeOf,
      isScoredAlike: isScoredAlike(policy),
    }),
  };
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const scannedParts = (
  heads: readonly Head[],
  { scans, epss }: Facts,
): readonly (ScannedPart & { readonly engine: Engine })[] => {
  const live = new Map(heads.map(({ digest, platform, engine }) => [digest, { digest, platform, engine }]));
  return [...live.values()].flatMap((part) => {
    const answer = scans.get(part.digest);
    return answer?.kind === 'complete' ? [{ ...part, findings: scored(answer.scan.findings, epss) }] : [];
  });
};

/** With the EPSS scores that events spoke of: a scan has none. */
const scored = (findings: readonly Finding[], scores: Facts['epss']): readonly Finding[] => {
  if (scores.size === 0) return findings;
  return findings.map((finding) => {
    const epss = scores.get(finding.vulnerability);
    return epss === undefined ? finding : { ...finding, epss };
  });
};
