import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Issue, issueKey } from '../../../../functions/core/domain/ledger.ts';
import type { AsffFinding } from '../../../../functions/core/messages/asff/format.ts';
import { fakeSecurityHub } from '../../../../replay/fakes/security-hub.ts';
import { anyAwkwardText, anyFinding, anySeverityName } from '../../../support/arbitraries.ts';
import { aDigest, aFindingsAlert, aHead, anImage, anIssue, anOccurrence } from '../../../support/builders.ts';
import { imported } from './stories.ts';

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const anyText = fc.oneof(
  anyAwkwardText(3000),
  fc.constantFrom('', ' ', '\u200b', '\ud83d', '\u0000', '\n \n', '"\\'.repeat(2000), 'a\u0301'.repeat(2000)),
);
const anyDigest = fc.integer({ min: 0, max: 49 }).map((n) => `${aDigest()}${n}`);
const anyHeads = fc.array(
  fc.record({ digest: anyDigest, tags: fc.array(anyText, { maxLength: 40 }), platform: orNull(anyText) }).map(aHead),
  { maxLength: 50 },
);
const anyOccurrences = fc.array(
  fc.record({ digest: anyDigest, version: orNull(anyText), severity: anySeverityName }).map(anOccurrence),
  { maxLength: 60 },
);
const anyState = fc.constantFrom('open', 'resolved', 'accepted', 'unobserved');

const anyIssue: fc.Arbitrary<Issue> = fc
  .record({
    finding: anyFinding,
    vulnerability: anyText,
    packageName: orNull(anyText),
    packageType: fc.oneof(fc.constant('os'), anyText),
    severity: fc.oneof(anySeverityName, anyText),
    occurrences: anyOccurrences,
    state: anyState,
    fixedIn: orNull(anyText),
    advisory: orNull(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), anyText)),
    description: orNull(anyText),
    vector: orNull(anyText),
  })
  .map(({ finding: { cvss: scored }, fixedIn, advisory, description, vector, ...issue }) => {
    const cvss = scored === null ? null : { ...scored, vector };
    return anIssue({ ...issue, detail: { ...anIssue().detail, fixedIn, advisory, description, cvss } });
  });

/** What a strict Security Hub has against the findings, by calls as small as it takes. */
const faults = (findings: readonly AsffFinding[]): unknown[] =>
  Array.from({ length: Math.ceil(findings.length / 20) }, (_, call) => {
    const body = JSON.stringify({ Findings: findings.slice(call * 20, (call + 1) * 20) });
    const { body: answer } = fakeSecurityHub().handle({ method: 'POST', path: '/findings/import', headers: {}, body });
    return JSON.parse(String(answer)).FailedFindings ?? [answer];
  }).flat();

test('whatever was found, Security Hub takes it whole', () => {
  const anyBecause = fc.array(fc.record({ route: fc.nat(50), rule: anyText }), { maxLength: 6 });
  const anyPage = fc.integer({ min: 1, max: 4_000 }).map((long) => `https://x.example/${'"'.repeat(long)}`);
  const anyOrigin = orNull(fc.record({ revision: orNull(anyText), url: orNull(fc.oneof(anyText, anyPage)) }));
  const anyRecord = fc.record({ heads: anyHeads, origin: anyOrigin });
  fc.assert(
    fc.property(
      fc.uniqueArray(anyIssue, { maxLength: 12, selector: issueKey }),
      anyRecord,
      anyBecause,
      (issues, record, because) => {
        const alerts = [
          aFindingsAlert({ because, handedOver: because.length === 6, issues: issues.map((_, index) => index) }),
        ];
        const findings = imported(issues, { ...record, alerts, lineage: 'payments/api' });
        expect(faults(findings)).toEqual([]);
        expect(new Set(findings.map(({ Id }) => Id)).size).toBe(findings.length);
      },
    ),
    { numRuns: 60 },
  );
});

test('ten thousand issues are ten thousand findings that Security Hub takes', () => {
  fc.assert(
    fc.property(fc.array(anyIssue, { minLength: 1, maxLength: 20 }), (some) => {
      const issues = Array.from({ length: 10_000 }, (_, n) => ({
        ...((n % 20 === 0 ? some[(n / 20) % some.length] : null) ?? anIssue()),
        vulnerability: `CVE-2026-${n}`,
      }));
      const findings = imported(issues);
      expect(findings).toHaveLength(10_000);
      expect(faults(findings)).toEqual([]);
    }),
    { numRuns: 1 },
  );
});

test('an issue keeps its Id whatever its images, versions, tags, severity, state and wording', () => {
  fc.assert(
    fc.property(anyIssue, anyIssue, anyHeads, (one, other, heads) => {
      const { vulnerability, packageType, packageName } = one;
      const image = anImage({ digest: aDigest('b'), tags: ['v2'] });
      const [before, after] = [
        imported([one]),
        imported([{ ...other, vulnerability, packageType, packageName }], { heads, image }),
      ];
      expect(after.map(({ Id }) => Id)).toEqual(before.map(({ Id }) => Id));
    }),
    { numRuns: 50 },
  );
});

test('other issues have other Ids', () => {
  const one = anIssue();
  const others = [
    { ...one, vulnerability: 'CVE-2026-1235' },
    { ...one, packageName: 'libssl3' },
    { ...one, packageName: null },
    { ...one, packageType: 'npm' },
  ];
  const elsewhere = [
    { registry: { account: '444455556666', region: 'eu-west-1' } },
    { registry: { account: '111122223333', region: 'eu-west-2' } },
    { lineage: 'payments/web' },
  ];
  const ids = [...imported([one, ...others]), ...elsewhere.flatMap((record) => imported([one], record))].map(
    ({ Id }) => Id,
  );
  expect(new Set(ids).size).toBe(8);
});

test('archived, then reopened: one finding, news again unless the customer suppressed it', () => {
  fc.assert(
    fc.property(anyIssue, fc.constantFrom('NOTIFIED', 'RESOLVED', 'SUPPRESSED'), (issue, status) => {
      const hub = fakeSecurityHub();
      const send = (state: Issue['state'], minute: number): AsffFinding => {
        const [finding] = imported([{ ...issue, state }], { at: `2026-11-21T08:0${minute}:00.000Z` });
        const body = JSON.stringify({ Findings: [finding] });
        hub.handle({ method: 'POST', path: '/findings/import', headers: {}, body });
        if (finding === undefined) throw new Error('nothing was imported');
        return finding;
      };
      const { Id } = send('open', 0);
      hub.setCustomerFields(Id, { Workflow: { Status: status } });
      send('resolved', 1);
      expect(hub.findings.get(Id)).toMatchObject({ RecordState: 'ARCHIVED', Workflow: { Status: status } });
      send('open', 2);
      expect([...hub.findings.values()]).toMatchObject([
        { Id, RecordState: 'ACTIVE', Workflow: { Status: status === 'SUPPRESSED' ? status : 'NEW' } },
      ]);
    }),
    { numRuns: 30 },
  );
});
