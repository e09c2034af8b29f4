import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../../functions/adapters/s3/packed-record.ts';
import { valueIn } from '../../../functions/adapters/s3/read-column.ts';
import { columnOf } from '../../../functions/adapters/s3/write-column.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { anyFinding, anySeverityName } from '../../support/arbitraries.ts';
import { aFindingsAlert, aHead, aLedger, anIssue, anOccurrence, aRecord } from '../../support/builders.ts';

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const anyReceiver = fc.oneof(fc.constantFrom('hub', 'payments', '__proto__', 'constructor', 'toString'), fc.string());
const anyTold = fc.array(fc.tuple(anyReceiver, fc.record({ at: fc.string(), rank: fc.nat(5) })), { maxLength: 4 });
const anyOccurrence = fc
  .record({ severity: anySeverityName, version: orNull(fc.string()), path: orNull(fc.constantFrom('a', 'b')) })
  .map(anOccurrence);

const anyIssue = fc
  .record({
    finding: anyFinding,
    occurrences: fc.array(anyOccurrence, { maxLength: 4 }),
    told: anyTold,
    state: fc.constantFrom('open', 'resolved', 'accepted', 'unobserved'),
    resolvedAt: orNull(fc.constant('2026-11-21T08:00:05.000Z')),
    // What a later release may come to know of an issue.
    later: fc.option(fc.jsonValue({ maxDepth: 2 }), { nil: undefined }),
  })
  .map(({ finding, told, later, ...rest }) => {
    const {
      vulnerability,
      severity,
      packageName,
      fixedIn,
      fixable,
      exploited,
      epss,
      layer,
      cvss,
      advisory,
      description,
    } = finding;
    const detail = { fixedIn, fixable, exploited, epss, layer, cvss, advisory, description };
    const issue = anIssue({ vulnerability, severity, packageName, ...rest, told: Object.fromEntries(told), detail });
    return later === undefined ? issue : { ...issue, later };
  });

const anyTransition: fc.Arbitrary<EvaluationRecord['transitions'][number]> = fc.oneof(
  fc.nat(9).map((issue) => ({ kind: 'opened' as const, issue, cause: 'disclosed' as const })),
  fc.tuple(fc.nat(9), anySeverityName, anySeverityName).map(([issue, from, to]) => ({
    kind: 'escalated' as const,
    issue,
    from,
    to,
  })),
);

const anyRecord = fc
  .record({
    issues: fc.array(anyIssue, { maxLength: 12 }),
    transitions: fc.array(anyTransition, { maxLength: 12 }),
    later: fc.jsonValue({ maxDepth: 3 }),
  })
  .map(({ issues, transitions, later }) => ({
    ...aRecord({ alerts: [aFindingsAlert()], heads: [aHead()], transitions }),
    ledger: { ...aLedger({ issues }), later },
    later,
  }));

const kept = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test('a record is what it was before it was packed, whatever a later release may add to it', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const unpacked = unpack(kept(pack(record)));
      // Strictly: `toEqual` does not see a key called __proto__.
      expect(isDeepStrictEqual(unpacked, kept(record))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('what was unpacked packs to the same text again, once it has been packed', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const once = unpack(kept(pack(record)));
      const again = unpack(kept(pack(once)));
      expect(JSON.stringify(pack(again))).toBe(JSON.stringify(pack(once)));
    }),
  );
});

test('any value of JSON is what it was before it was a column', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(isDeepStrictEqual(valueIn(kept(columnOf(value))), kept(value))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('what ten thousand issues share is written once', () => {
  const issue = anIssue();
  const many = Array.from({ length: 10_000 }, (_, n) => ({ ...issue, vulnerability: `CVE-2026-${n}` }));
  const text = JSON.stringify(columnOf(many));
  expect(text.length).toBeLessThan(10_000 * '"CVE-2026-1234",'.length + 2000);
  expect(text.split(issue.detail.description ?? '')).toHaveLength(2);
});
