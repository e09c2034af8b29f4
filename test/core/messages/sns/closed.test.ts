import { expect, test } from 'vitest';
import { aLedger, anIssue, anOccurrence, aScanNewsAlert, aSummaryAlert } from '../../../support/builders.ts';
import { snsFaults } from '../../../support/sns-limits.ts';
import {
  AMD64,
  ARM64,
  anIssueOf,
  fellBackStory,
  newAndResolvedStory,
  reminderStory,
  resolvedStory,
  TWO_PLATFORMS,
  unobservedStory,
} from '../stories.ts';
import { golden, told } from './told.ts';

test('what was resolved by a new image', async () => {
  const message = told(...resolvedStory());
  expect(message.attributes).toMatchObject({ severity: 'CRITICAL', transition: 'resolved' });
  await golden('resolved', message);
});

test('an image was deleted', async () => {
  const message = told(...unobservedStory('deleted'));
  expect(message.attributes).toMatchObject({ severity: 'CRITICAL', transition: 'unobserved' });
  await golden('deleted', message);
});

test('a subject without room for all of it says the most', () => {
  expect(told(...unobservedStory('stale')).subject).toMatchInlineSnapshot(
    `"payments/api:v1.4.2 had no push for 180 days: 12 issues no longer watched"`,
  );
});

test('what opened, and what was resolved meanwhile', async () => {
  const message = told(...newAndResolvedStory());
  expect(message.attributes).toMatchObject({ severity: 'CRITICAL', transition: 'opened' });
  await golden('new-and-resolved', message);
});

test('what is open again in the image that is live now', async () => {
  await golden('open-again', told(...fellBackStory()));
});

test('what is still open', async () => {
  const message = told(...reminderStory());
  expect(message.attributes).toMatchObject({ severity: 'CRITICAL', transition: 'reminder' });
  await golden('reminder', message);
});

test('an image of two platforms', async () => {
  const issues = [
    anIssue({ occurrences: [anOccurrence(AMD64), anOccurrence({ ...ARM64, version: '3.0.12' })] }),
    anIssueOf(2, 'HIGH', 'zlib 1.2', { occurrences: [anOccurrence({ ...ARM64, severity: 'HIGH', version: '1.2' })] }),
  ];
  const message = told(aSummaryAlert({ issues: [0, 1] }), { image: TWO_PLATFORMS, ledger: aLedger({ issues }) });
  await golden('two-platforms', message);
});

test('one platform that cannot be scanned', async () => {
  const news = aScanNewsAlert({ platforms: ['linux/arm64'] });
  await golden('not-scanned-one-platform', told(news, { image: TWO_PLATFORMS, transitions: [] }));
});

test('of ten thousand issues that are over the JSON lists as many as fit, and counts them all', () => {
  const [alert, record] = resolvedStory();
  const issues = Array.from({ length: 10_000 }, (_, n) => anIssueOf(n, 'HIGH', `lib${n} 1.0`));
  const indexes = issues.map((_, index) => index);
  const message = told(
    { ...alert, issues: indexes.slice(0, 100), unobserved: indexes.slice(100, 200), resolved: indexes.slice(200) },
    { ...record, ledger: aLedger({ issues }) },
  );
  expect(snsFaults(message)).toEqual([]);
  const { json } = message;
  if (json.kind !== 'changes') throw new Error(json.kind);
  expect([json.issues.length, json.unobserved.length]).toEqual([100, 100]);
  expect(json.resolved.length).toBeGreaterThan(300);
  expect(json.counts.resolved).toEqual({ HIGH: 9_800 });
});

test('that nothing is open any more is told to nobody by e-mail', () => {
  const done = { kind: 'done', receiver: 'payments', because: [], mention: [] } as const;
  expect(() => told(done)).toThrow('has no alert for "payments"');
});
