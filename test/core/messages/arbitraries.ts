import fc from 'fast-check';
import type { GatheredNews, GatheredSummary, PeopleAlert, RoundUpAlert } from '../../../functions/core/domain/alert.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Counts } from '../../../functions/core/domain/scan.ts';
import { SCAN_STATUSES } from '../../../functions/core/domain/scan-status.ts';
import { anyAwkwardText, anyFinding, anySeverityName } from '../../support/arbitraries.ts';
import { aDigest, aLedger, anImage, anIssue, anOccurrence, aRecord, headsOf } from '../../support/builders.ts';

const anyText = fc.oneof(
  anyAwkwardText(1000),
  fc.constantFrom(
    '',
    ' ',
    '\u200b',
    '<!channel>',
    '<@U0CEO>',
    '<!subteam^S0ALL|x>',
    '&lt;!here&gt;',
    ':tada:',
    '\ud83d',
  ),
);
const anyUrl = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), anyText);
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

/** What enhanced scanning says of an issue. */
const anyFacts = fc.record({
  fixable: orNull(fc.boolean()),
  exploited: orNull(fc.boolean()),
  epss: orNull(fc.double({ min: 0, max: 1, noNaN: true })),
  layer: orNull(fc.oneof(fc.constant(aDigest('d')), anyText)),
});

const anyIssue: fc.Arbitrary<Issue> = fc
  .record({
    finding: anyFinding,
    facts: anyFacts,
    path: orNull(anyText),
    name: anyText,
    packageType: fc.constantFrom('os', 'npm'),
    advisory: orNull(anyUrl),
  })
  .chain(({ finding, facts, path, name, packageType, advisory }) => {
    const { vulnerability, severity, packageName, version, fixedIn, cvss, description } = finding;
    const issue = anIssue({
      vulnerability,
      severity,
      packageType,
      packageName,
      occurrences: [anOccurrence({ version, path })],
      detail: { ...facts, fixedIn, cvss, advisory, description },
    });
    return fc.constantFrom(issue, { ...issue, vulnerability: name });
  });

export const anyIssues = (maxLength: number): fc.Arbitrary<Issue[]> => fc.array(anyIssue, { maxLength });
const anyCounts: fc.Arbitrary<Counts> = fc.dictionary(anySeverityName, fc.nat(10_000), { maxKeys: 30 });
/** Somebody else's labels: a revision may be anything, and a page of any length. */
const anyOrigin = fc.record({
  revision: orNull(
    fc.oneof(anyText, fc.stringMatching(/^[0-9a-f]{7,40}$/), fc.constant('<!channel>*_~`:x:&\u202e'.repeat(125))),
  ),
  url: orNull(
    fc.oneof(
      anyUrl,
      anyText,
      fc.integer({ min: 1, max: 4_000 }).map((long) => `https://x.example/${'é'.repeat(long)}`),
    ),
  ),
});
const anyBecause = fc.array(fc.record({ route: fc.nat(50), rule: anyText }), { maxLength: 6 });
const anyPart = fc.record({ digest: fc.oneof(fc.constant(aDigest()), anyText), platform: orNull(anyText) });
const anyImage = fc
  .record({
    repository: fc.oneof(fc.constantFrom('a/b', 'payments/api'), anyAwkwardText(256)),
    tags: fc.array(anyAwkwardText(300), { maxLength: 5 }),
    digest: fc.oneof(fc.constant(aDigest()), anyText),
    pushedAt: fc.constantFrom('2026-11-21T07:00:00.000Z', '2026-10-31T09:00:00.000Z', '2026-01-31T09:00:00.000Z'),
    parts: fc.array(anyPart, { minLength: 1, maxLength: 40 }),
  })
  .map(anImage);

const CAUSES = ['disclosed', 'new-image', 'reopened', 'voided'] as const;
const RESOLVED = ['fixed', 'retracted'] as const;
const UNOBSERVED = ['deleted', 'archived', 'stale', 'eligibility-expired', 'engine-switched'] as const;
type Transition = EvaluationRecord['transitions'][number];
/** What happened to an issue that is told in a list. */
const anyTransition = (issue: number, list: List): fc.Arbitrary<Transition> => {
  if (list === 'resolved') return fc.constantFrom(...RESOLVED).map((cause) => ({ kind: list, issue, cause }));
  if (list === 'unobserved') return fc.constantFrom(...UNOBSERVED).map((cause) => ({ kind: list, issue, cause }));
  if (list === 'fixable') return fc.constant({ kind: list, issue });
  return fc.oneof(
    fc.constant({ kind: 'exploited' as const, issue }),
    fc.constantFrom(...CAUSES).map((cause) => ({ kind: 'opened' as const, issue, cause })),
    anySeverityName.map((from) => ({ kind: 'escalated' as const, issue, from, to: 'CRITICAL' })),
  );
};

const anyTo = { receiver: fc.constant('payments'), because: anyBecause, mention: fc.array(anyText, { maxLength: 30 }) };
const anyEngine = fc.constantFrom('basic' as const, 'enhanced' as const);
const anyStatus = fc.constantFrom(...Object.keys(SCAN_STATUSES), 'SCAN_NOT_FOUND');
const anyLastComplete = fc.record({
  tags: fc.array(anyText, { maxLength: 3 }),
  digest: anyText,
  scannedAt: fc.constant('2026-11-12T08:00:00.000Z'),
  open: anyCounts,
});

const anyGathered: fc.Arbitrary<GatheredSummary> = fc.record({
  recordKey: fc.constantFrom('records/1.json.gz', 'records/2.json.gz'),
  lineage: anyText,
  image: anyImage,
  issues: anyCounts,
  below: anyCounts,
});

const anyGatheredNews: fc.Arbitrary<GatheredNews> = fc.record({
  recordKey: fc.constantFrom('records/1.json.gz', 'records/2.json.gz'),
  lineage: anyText,
  image: anyImage,
  status: fc.oneof(anyText, anyStatus),
  description: orNull(anyText),
});

/** Few are made up, many told. */
const anyMany = <T>(any: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc
    .tuple(fc.array(any, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 300 }))
    .map(([some, count]) => Array.from({ length: count }, (_, n) => some[n % some.length]))
    .map((many) => many.filter((each) => each !== undefined));

const LISTS = ['issues', 'fixable', 'resolved', 'unobserved'] as const;
type List = (typeof LISTS)[number];

/** Which list of an alert each issue is told in; mostly all in one. */
const anyListing = (count: number): fc.Arbitrary<List[]> =>
  fc.oneof(
    fc.constantFrom(...LISTS).map((list) => Array.from({ length: count }, () => list)),
    fc.array(fc.constantFrom(...LISTS), { minLength: count, maxLength: count }),
  );

const anyRoundUp = (lists: {
  readonly gathered: fc.Arbitrary<GatheredSummary[]>;
  readonly unscanned: fc.Arbitrary<GatheredNews[]>;
}): fc.Arbitrary<RoundUpAlert> => fc.record({ kind: fc.constant('round-up' as const), ...anyTo, ...lists });

const anyAlert = (listing: readonly List[]): fc.Arbitrary<PeopleAlert> => {
  const all = { ...anyTo, issues: fc.constant(listing.map((_, index) => index)) };
  const indexes = (list: List) => fc.constant(listing.flatMap((each, index) => (each === list ? [index] : [])));
  return fc.oneof(
    fc.record({
      kind: fc.constant('summary' as const),
      ...all,
      accepted: anyCounts,
      below: anyCounts,
      first: fc.boolean(),
      switched: orNull(fc.record({ from: anyEngine, to: anyEngine })),
    }),
    fc.record({
      kind: fc.constant('changes' as const),
      ...anyTo,
      issues: indexes('issues'),
      fixable: indexes('fixable'),
      resolved: indexes('resolved'),
      unobserved: indexes('unobserved'),
      returned: anyCounts,
      alsoYours: anyCounts,
      toldBefore: anyCounts,
      accepted: anyCounts,
      below: anyCounts,
    }),
    fc.record({
      kind: fc.constant('reminder' as const),
      ...all,
      toldAt: fc.constantFrom('2026-11-21T08:00:00.000Z', '2026-11-14T08:00:00.000Z', '2025-11-14T08:00:00.000Z'),
    }),
    anyRoundUp({ gathered: anyMany(anyGathered), unscanned: anyMany(anyGatheredNews) }),
    anyRoundUp({ gathered: anyMany(anyGathered), unscanned: fc.constant([]) }),
    anyRoundUp({ gathered: fc.constant([]), unscanned: anyMany(anyGatheredNews) }),
    fc.record({
      kind: fc.constant('posture-news' as const),
      ...anyTo,
      frequency: anyText,
      previous: orNull(anyText),
      lastComplete: orNull(anyLastComplete),
    }),
    fc.record({
      kind: fc.constant('scan-news' as const),
      ...anyTo,
      status: fc.oneof(anyText, anyStatus),
      description: orNull(anyText),
      platforms: fc.array(anyText, { maxLength: 30 }),
      lastComplete: orNull(anyLastComplete),
    }),
  );
};

/** An alert, and the record it is of. */
export const anyTelling = (maxIssues: number) =>
  anyIssues(maxIssues)
    .chain((issues) => fc.tuple(fc.constant(issues), anyListing(issues.length)))
    .chain(([issues, listing]) =>
      fc.record({
        alert: anyAlert(listing),
        image: anyImage,
        origin: orNull(anyOrigin),
        engine: anyEngine,
        inUse: orNull(fc.nat(1_000)),
        isLive: fc.boolean(),
        isScanned: fc.boolean(),
        ledger: fc.constant(aLedger({ issues })),
        transitions: fc.tuple(...listing.slice(0, 50).map((list, index) => anyTransition(index, list))),
      }),
    )
    .map(({ engine, inUse, isLive, isScanned, ...telling }) => {
      const { scans } = aRecord({ image: telling.image });
      return {
        ...telling,
        heads: isLive ? headsOf(telling.image).map((head) => ({ ...head, engine, inUse })) : [],
        scans: isScanned ? scans.map((scan) => ({ ...scan, engine })) : [],
      };
    });
