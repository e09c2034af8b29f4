import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../functions/core/domain/alert.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Counts } from '../../../functions/core/domain/scan.ts';
import { anyAwkwardText, anyFinding, anySeverityName } from '../../support/arbitraries.ts';
import { aLedger, anImage, anIssue, anOccurrence } from '../../support/builders.ts';
import { slackFaults } from '../../support/slack-limits.ts';
import { anIssueOf, disclosed, shownText, told } from './stories.ts';

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

const anyIssues = (maxLength: number): fc.Arbitrary<Issue[]> => fc.array(anyIssue, { maxLength });
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

const anyAlert = (issues: readonly Issue[]): fc.Arbitrary<Alert> => {
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

const anyTelling = (maxIssues: number) =>
  anyIssues(maxIssues).chain((issues) =>
    fc.record({
      alert: anyAlert(issues),
      image: anyImage,
      ledger: fc.constant(aLedger({ issues })),
      transitions: fc.tuple(...issues.slice(0, 50).map((_, index) => anyTransition(index))),
      thread: fc.boolean(),
    }),
  );

test('whatever is told fits Slack', () => {
  fc.assert(
    fc.property(anyTelling(60), ({ alert, thread, ...record }) => {
      const messages = told(alert, record, thread);
      expect(messages.flatMap(slackFaults)).toEqual([]);
      expect(messages.length).toBeLessThanOrEqual(thread ? 11 : 1);
      expect(JSON.stringify(messages)).not.toMatch(/<!channel|<@U0CEO|<!subteam\^S0ALL|<!everyone/);
    }),
    { numRuns: 150 },
  );
});

test('ten thousand findings fit Slack', () => {
  const anyMany = fc.tuple(anyIssues(40), fc.integer({ min: 9_000, max: 10_000 }), fc.boolean());
  fc.assert(
    fc.property(anyMany, ([some, count, thread]) => {
      const issues = Array.from(
        { length: count },
        (_, index) => some[index % some.length] ?? anIssueOf(index, 'LOW', 'x 1'),
      );
      const [alert, record] = disclosed(issues);
      expect(told(alert, record, thread).flatMap(slackFaults)).toEqual([]);
    }),
    { numRuns: 4 },
  );
});

test('every issue told is listed once or counted once', () => {
  const anySeverities = fc.array(fc.constantFrom('CRITICAL', 'HIGH', 'UNDEFINED', 'SPICY'), {
    minLength: 2,
    maxLength: 900,
  });
  fc.assert(
    fc.property(anySeverities, fc.integer({ min: 1, max: 30 }), fc.boolean(), (severities, packages, thread) => {
      // `packages` to a vulnerability, as one advisory repeats for each package it concerns.
      const issues = severities.map((severity, index) =>
        anIssueOf(Math.floor(index / packages), severity, `pkg-${index}-x 1.0`),
      );
      const texts = told(...disclosed(issues), thread).map(shownText);
      const lists = texts
        .join('\n')
        .split('\n')
        .filter((line) => line.startsWith('• '));
      const listed = lists.flatMap((line) => line.match(/pkg-\d+-x/g) ?? []);
      const uncounted = Number(/\*(\d+) more not listed here:/.exec(texts.join('\n'))?.[1] ?? 0);
      expect(new Set(listed).size).toBe(listed.length);
      expect(listed.length + uncounted).toBe(issues.length);
    }),
    { numRuns: 40 },
  );
});

test('what a notification shows holds severity, image, vulnerability and package', () => {
  const anyLong = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(anyLong, anyLong, anyLong, fc.integer({ min: 1, max: 3 }), (repository, tag, name, count) => {
      const image = anImage({ repository: `r${'e'.repeat(repository)}po`, tags: [`t${'a'.repeat(tag)}g`] });
      const issue = anIssue({ packageName: `p${'k'.repeat(name)}g` });
      const [alert, record] = disclosed(Array.from({ length: count }, () => issue));
      const glance = told(alert, { ...record, image })[0].text.slice(0, 100);
      expect(glance).toContain('CRITICAL');
      expect(glance).toMatch(/re[e…]*po:ta[a…]*g\b/);
      expect(glance).toMatch(/CVE-2026-1234 pk[k…]*g\b/);
    }),
  );
});

test('the order of tags changes nothing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyAwkwardText(30), { minLength: 1, maxLength: 6 }), (tags) => {
      const [alert, record] = disclosed([anIssue()]);
      const one = told(alert, { ...record, image: anImage({ tags }) });
      expect(told(alert, { ...record, image: anImage({ tags: tags.toReversed() }) })).toEqual(one);
    }),
  );
});
