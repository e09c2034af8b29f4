import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert, FindingsAlert } from '../../../functions/core/domain/alert.ts';
import type { Evaluated } from '../../../functions/core/domain/evaluation.ts';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import type { Image } from '../../../functions/core/domain/image.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { Policy } from '../../../functions/core/domain/policy.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Engine } from '../../../functions/core/domain/scan.ts';
import { aDigest, aFinding, anImage, anIndex, aScan } from '../../support/builders.ts';
import { anyPolicy, openBy, openIn } from '../../support/histories.ts';
import { aStory } from '../../support/story.ts';

const RUNS = { seed: 20261121, numRuns: 150 };

/** A part of an image, by its digest. */
interface Place {
  readonly image: Image;
  readonly digest: string;
}

const placesOf = (...images: readonly Image[]): readonly Place[] =>
  images.flatMap((image) => image.parts.map(({ digest }) => ({ image, digest })));

/** Two platforms of an image, and another image in a line of its own. */
const placesAs = (digits: readonly [string, string, string, string], pushedAt: string): readonly Place[] => {
  const [index, amd, arm, other] = digits.map(aDigest);
  const parts = { 'linux/amd64': amd ?? '', 'linux/arm64': arm ?? '' };
  return placesOf(
    anIndex(parts, { digest: index ?? '', tags: ['v1.0.0'], pushedAt }),
    anImage({ digest: other ?? '', tags: ['prod'], pushedAt }),
  );
};

const FIRST = placesAs(['a', '1', '2', '3'], '2026-10-31T09:00:00.000Z');
/** What takes the place of each. */
const REBUILT = placesAs(['b', '4', '5', '6'], '2026-11-01T09:00:00.000Z');

const findingsOf = (names: readonly (readonly [string, string])[]): fc.Arbitrary<readonly Finding[]> =>
  fc.array(
    fc
      .record({
        vulnerability: fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3'),
        name: fc.constantFrom(...names),
        severity: fc.constantFrom('LOW', 'HIGH', 'CRITICAL'),
        suppressed: fc.constantFrom(false, false, false, true),
        fixable: fc.constantFrom(false, true),
        exploited: fc.constantFrom(false, false, true),
      })
      .map(({ name: [packageType, packageName], ...finding }) => aFinding({ ...finding, packageType, packageName })),
    { maxLength: 4 },
  );

const asBasic = (findings: readonly Finding[]): readonly Finding[] =>
  findings.map((finding) => ({ ...finding, suppressed: false, fixable: null, exploited: null }));

const anyBasic = findingsOf([
  ['os', 'openssl'],
  ['os', 'libssl3'],
]).map(asBasic);
const anyEnhanced = findingsOf([
  ['DPKG', 'openssl'],
  ['DPKG', 'libssl3'],
  ['os', 'libssl3'],
]);

interface Switching {
  /** By place. */
  readonly basic: readonly (readonly Finding[])[];
  /** In this order. */
  readonly enhanced: readonly { readonly at: number; readonly findings: readonly Finding[] }[];
  /** Whether those are rebuilt, or what was there. */
  readonly isNew: boolean;
  readonly back: readonly (readonly Finding[])[];
}

const anySwitching: fc.Arbitrary<Switching> = fc.record({
  basic: fc.tuple(anyBasic, anyBasic, anyBasic),
  enhanced: fc
    .shuffledSubarray([0, 1, 2], { minLength: 3 })
    .chain((order) => fc.tuple(...order.map((at) => fc.record({ at: fc.constant(at), findings: anyEnhanced })))),
  isNew: fc.boolean(),
  back: fc.tuple(anyBasic, anyBasic, anyBasic),
});

const placeAt = (places: readonly Place[], at: number): Place => places[at] ?? expect.unreachable(`no place ${at}`);

const recordsOf = (evaluated: readonly Evaluated[]): readonly EvaluationRecord[] =>
  evaluated.flatMap((each) => (each.kind === 'changed' ? [each.record] : []));

/** What came of a scan of what has a place. */
interface Seen {
  readonly records: readonly EvaluationRecord[];
  /** The issues before. */
  readonly before: readonly Issue[];
  /** The digest that had the place. */
  readonly was: string;
  readonly digest: string;
  readonly findings: readonly Finding[];
}

/** First all is scanned by basic, then one after the other by enhanced, then by basic again. */
const play = (policy: Policy, { basic, enhanced, isNew, back }: Switching) => {
  const story = aStory(policy);
  const live = [...FIRST];
  const newest = new Map<string, readonly Finding[]>();
  const see = (at: number, place: Place, engine: Engine, findings: readonly Finding[]): Seen => {
    const { issues: before } = story.kept.ledger;
    const was = placeAt(live, at).digest;
    const verdict = { [place.digest]: { kind: 'complete' as const, scan: aScan({ engine, findings }) } };
    const evaluated: Evaluated[] = [];
    for (let last: Evaluated | null = null; last?.kind !== 'unchanged' && evaluated.length < 4; evaluated.push(last))
      last = story.see(place.image, verdict);
    expect(evaluated.at(-1)).toMatchObject({ kind: 'unchanged' });
    newest.set(place.digest, findings);
    live[at] = place;
    return { records: recordsOf(evaluated), before, was, digest: place.digest, findings };
  };
  const first = basic.map((findings, at) => see(at, placeAt(FIRST, at), 'basic', findings));
  const { issues: known } = story.kept.ledger;
  const there = enhanced.map(({ at, findings }) => see(at, placeAt(isNew ? REBUILT : FIRST, at), 'enhanced', findings));
  const { heads, ledger } = story.kept;
  const open = { is: openIn(ledger, policy.unratedAs), by: openBy(heads, newest, policy.unratedAs) };
  const again = back.map((findings, at) => see(at, placeAt(live, at), 'basic', findings));
  return { first, known, there, carried: ledger.issues, open, again };
};

const isIn = (issue: Issue, digest: string): boolean => issue.occurrences.some((each) => each.digest === digest);

const switchedOf = (alerts: readonly Alert[]) =>
  alerts.filter((alert) => alert.kind === 'summary' && alert.switched !== null);

describe('where another engine scans than before', () => {
  test('nothing is resolved, and nothing opens that was open by another name', () => {
    fc.assert(
      fc.property(anyPolicy, anySwitching, (policy, switching) => {
        const { there, again } = play(policy, switching);
        for (const { records, before, was, findings } of [...there, ...again])
          for (const { transitions, ledger } of records)
            for (const transition of transitions) {
              expect(transition.kind).not.toBe('resolved');
              const { vulnerability } = ledger.issues[transition.issue] ?? {};
              if (transition.kind === 'unobserved') {
                expect(transition.cause).toBe('engine-switched');
                expect(findings.map((finding) => finding.vulnerability)).not.toContain(vulnerability);
              }
              if (transition.kind !== 'opened') continue;
              const known = before.filter((issue) => issue.vulnerability === vulnerability && isIn(issue, was));
              expect(known.filter(({ state }) => state === 'open')).toEqual([]);
            }
      }),
      RUNS,
    );
  });

  test('what was told stays told, and first seen when it was', () => {
    fc.assert(
      fc.property(anyPolicy, anySwitching, (policy, switching) => {
        const { there, again } = play(policy, switching);
        for (const { records, before, was, digest } of [...there, ...again])
          for (const { ledger } of records.slice(-1))
            for (const old of before.filter((issue) => issue.state === 'open' && isIn(issue, was)))
              for (const issue of ledger.issues.filter((each) => each.vulnerability === old.vulnerability)) {
                if (issue.state !== 'open' || !isIn(issue, digest)) continue;
                const isSame = issue.packageName === old.packageName && issue.packageType === old.packageType;
                const isNew = before.every(
                  (each) => each.packageName !== issue.packageName || each.packageType !== issue.packageType,
                );
                if (!isSame && !isNew) continue;
                expect(issue.firstSeenAt <= old.firstSeenAt).toBe(true);
                const people = Object.keys(old.told).filter((receiver) => receiver !== 'hub');
                expect(Object.keys(issue.told)).toEqual(expect.arrayContaining(people));
              }
      }),
      RUNS,
    );
  });

  test('in the end what is open is what the newest scans found', () => {
    fc.assert(
      fc.property(anyPolicy, anySwitching, (policy, switching) => {
        const { open } = play(policy, switching);
        expect(open.is).toEqual(open.by);
      }),
      RUNS,
    );
  });

  test('each receiver hears of it once, where a route of its holds, and of what it does not know; no news beside', () => {
    fc.assert(
      fc.property(anyPolicy, anySwitching, (policy, switching) => {
        const { there } = play(policy, switching);
        for (const [at, { records }] of there.entries())
          for (const { alerts } of records) {
            const people = alerts.filter(({ receiver, kind }) => receiver !== 'hub' && kind !== 'done');
            const listing = people.filter((alert) => !('issues' in alert) || alert.issues.length > 0);
            expect(switchedOf(listing)).toEqual(listing);
            for (const alert of switchedOf(people))
              expect(alert).toMatchObject({ switched: { from: 'basic', to: 'enhanced' }, first: false });
            if (at > 0) expect(switchedOf(people).every((alert) => listing.includes(alert))).toBe(true);
          }
      }),
      RUNS,
    );
  });

  test('Security Hub gives back all that it was told, by the names it was told, and is told again when basic scans', () => {
    fc.assert(
      fc.property(anyPolicy, anySwitching, (policy, switching) => {
        const { first, known, there, carried, again } = play(policy, switching);
        const told = known.filter(({ state, told: { hub } }) => state === 'open' && hub !== undefined);
        expect(first.flatMap(({ records }) => records).every(({ alerts }) => !alerts.some(isHandOver))).toBe(true);
        const records = there.flatMap((seen) => seen.records);
        const handed = records.flatMap(({ alerts, ledger }) =>
          alerts.filter(isHandOver).map((alert) => alert.issues.flatMap((index) => ledger.issues[index] ?? [])),
        );
        expect(handed.map((issues) => new Set(issues.map(nameOf)))).toEqual(
          told.length === 0 ? [] : [new Set(told.map(nameOf))],
        );
        expect(carried.every(({ told: { hub } }) => hub === undefined)).toBe(true);
        const toHub = records.flatMap(({ alerts }) => alerts.filter(({ receiver }) => receiver === 'hub'));
        expect(toHub.every(isHandOver)).toBe(true);
        const [, , last] = again;
        for (const record of last?.records ?? [])
          for (const alert of record.alerts.filter(({ receiver }) => receiver === 'hub'))
            expect(alert).toMatchObject({ kind: 'findings', handedOver: false });
      }),
      RUNS,
    );
  });
});

const isHandOver = (alert: Alert): alert is FindingsAlert => alert.kind === 'findings' && alert.handedOver;

const nameOf = ({ vulnerability, packageType, packageName }: Issue): string =>
  `${vulnerability} ${packageType} ${packageName}`;
