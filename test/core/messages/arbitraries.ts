import fc from 'fast-check';
import type { PeopleAlert } from '../../../functions/core/domain/alert.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Counts } from '../../../functions/core/domain/scan.ts';
import { anyAwkwardText, anyFinding, anySeverityName } from '../../support/arbitraries.ts';
import { aLedger, anImage, anIssue, anOccurrence } from '../../support/builders.ts';

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
const anyImage = fc
  .record({
    repository: fc.oneof(fc.constantFrom('a/b', 'payments/api'), anyAwkwardText(256)),
    tags: fc.array(anyAwkwardText(300), { maxLength: 5 }),
    digest: fc.oneof(fc.constant(anImage().digest), anyText),
    platform: orNull(anyText),
  })
  .map(anImage);

const CAUSES = ['disclosed', 'new-image', 'reopened'] as const;
const anyTransition = (issue: number): fc.Arbitrary<EvaluationRecord['transitions'][number]> =>
  fc.oneof(
    fc.constantFrom(...CAUSES).map((cause) => ({ kind: 'opened' as const, issue, cause })),
    anySeverityName.map((from) => ({ kind: 'escalated' as const, issue, from, to: 'CRITICAL' })),
  );

const anyTo = { receiver: fc.constant('payments'), because: anyBecause, mention: fc.array(anyText, { maxLength: 30 }) };
const anyLastComplete = fc.record({
  tags: fc.array(anyText, { maxLength: 3 }),
  digest: anyText,
  scannedAt: fc.constant('2026-11-12T08:00:00.000Z'),
  open: anyCounts,
});

const anyAlert = (issues: readonly Issue[]): fc.Arbitrary<PeopleAlert> => {
  const told = { ...anyTo, issues: fc.constant(issues.map((_, index) => index)), below: anyCounts };
  return fc.oneof(
    fc.record({ kind: fc.constant('summary' as const), ...told, first: fc.boolean() }),
    fc.record({ kind: fc.constant('changes' as const), ...told, alsoYours: anyCounts, toldBefore: anyCounts }),
    fc.record({
      kind: fc.constant('scan-news' as const),
      ...anyTo,
      status: anyText,
      description: orNull(anyText),
      lastComplete: orNull(anyLastComplete),
    }),
  );
};

/** An alert, and the record it is of. */
export const anyTelling = (maxIssues: number) =>
  anyIssues(maxIssues).chain((issues) =>
    fc.record({
      alert: anyAlert(issues),
      image: anyImage,
      ledger: fc.constant(aLedger({ issues })),
      transitions: fc.tuple(...issues.slice(0, 50).map((_, index) => anyTransition(index))),
    }),
  );
