import fc from 'fast-check';
import type { GatheredSummary, PeopleAlert } from '../../../functions/core/domain/alert.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Counts } from '../../../functions/core/domain/scan.ts';
import { anyAwkwardText, anyFinding, anySeverityName } from '../../support/arbitraries.ts';
import { aDigest, aLedger, anImage, anIssue, anOccurrence, headsOf } from '../../support/builders.ts';

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

const anyIssue: fc.Arbitrary<Issue> = fc
  .record({ finding: anyFinding, name: anyText, packageType: fc.constantFrom('os', 'npm'), advisory: orNull(anyUrl) })
  .chain(({ finding, name, packageType, advisory }) => {
    const { vulnerability, severity, packageName, version, fixedIn, cvss, description } = finding;
    const issue = anIssue({
      vulnerability,
      severity,
      packageType,
      packageName,
      occurrences: [anOccurrence({ version })],
      detail: { fixedIn, cvss, advisory, description },
    });
    return fc.constantFrom(issue, { ...issue, vulnerability: name });
  });

export const anyIssues = (maxLength: number): fc.Arbitrary<Issue[]> => fc.array(anyIssue, { maxLength });
const anyCounts: fc.Arbitrary<Counts> = fc.dictionary(anySeverityName, fc.nat(10_000), { maxKeys: 30 });
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

const CAUSES = ['disclosed', 'new-image', 'reopened'] as const;
const RESOLVED = ['fixed', 'retracted'] as const;
const UNOBSERVED = ['deleted', 'archived', 'stale'] as const;
type Transition = EvaluationRecord['transitions'][number];
/** What happened to an issue that is told in a list. */
const anyTransition = (issue: number, list: List): fc.Arbitrary<Transition> => {
  if (list === 'resolved') return fc.constantFrom(...RESOLVED).map((cause) => ({ kind: list, issue, cause }));
  if (list === 'unobserved') return fc.constantFrom(...UNOBSERVED).map((cause) => ({ kind: list, issue, cause }));
  return fc.oneof(
    fc.constantFrom(...CAUSES).map((cause) => ({ kind: 'opened' as const, issue, cause })),
    anySeverityName.map((from) => ({ kind: 'escalated' as const, issue, from, to: 'CRITICAL' })),
  );
};

const anyTo = { receiver: fc.constant('payments'), because: anyBecause, mention: fc.array(anyText, { maxLength: 30 }) };
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

/** Few are made up, many told. */
const anyGatheredList = fc
  .tuple(fc.array(anyGathered, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 300 }))
  .map(([some, count]) => Array.from({ length: count }, (_, n) => some[n % some.length] ?? some[0]))
  .map((gathered) => gathered.filter((each) => each !== undefined));

type List = 'issues' | 'resolved' | 'unobserved';
const LISTS = ['issues', 'resolved', 'unobserved'] as const;

/** Which list of an alert each issue is told in; mostly all in one. */
const anyListing = (count: number): fc.Arbitrary<List[]> =>
  fc.oneof(
    fc.constantFrom(...LISTS).map((list) => Array.from({ length: count }, () => list)),
    fc.array(fc.constantFrom(...LISTS), { minLength: count, maxLength: count }),
  );

const anyAlert = (listing: readonly List[]): fc.Arbitrary<PeopleAlert> => {
  const all = { ...anyTo, issues: fc.constant(listing.map((_, index) => index)) };
  const indexes = (list: List) => fc.constant(listing.flatMap((each, index) => (each === list ? [index] : [])));
  return fc.oneof(
    fc.record({ kind: fc.constant('summary' as const), ...all, below: anyCounts, first: fc.boolean() }),
    fc.record({
      kind: fc.constant('changes' as const),
      ...anyTo,
      issues: indexes('issues'),
      resolved: indexes('resolved'),
      unobserved: indexes('unobserved'),
      returned: anyCounts,
      alsoYours: anyCounts,
      toldBefore: anyCounts,
      below: anyCounts,
    }),
    fc.record({
      kind: fc.constant('reminder' as const),
      ...all,
      toldAt: fc.constantFrom('2026-11-21T08:00:00.000Z', '2026-11-14T08:00:00.000Z', '2025-11-14T08:00:00.000Z'),
    }),
    fc.record({ kind: fc.constant('round-up' as const), ...anyTo, gathered: anyGatheredList }),
    fc.record({
      kind: fc.constant('scan-news' as const),
      ...anyTo,
      status: anyText,
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
        heads: fc.oneof(fc.constant([]), anyImage.map(headsOf)),
        ledger: fc.constant(aLedger({ issues })),
        transitions: fc.tuple(...listing.slice(0, 50).map((list, index) => anyTransition(index, list))),
      }),
    );
