import { describe, expect, test } from 'vitest';
import { snsMessage } from '../../../../functions/core/messages/sns/message.ts';
import {
  aFindingsAlert,
  aLedger,
  anAlert,
  anImage,
  anIssue,
  anOccurrence,
  aRecord,
  aScanNewsAlert,
  aSummaryAlert,
  RECORD_KEY,
} from '../../../support/builders.ts';
import { snsFaults } from '../../../support/sns-limits.ts';
import { ALL, anIssueOf, BELOW, DIGEST, disclosed, SIXTEEN } from '../stories.ts';
import { golden, told, UNKNOWN } from './told.ts';

const ofPayments = { severity: 'CRITICAL', repository: 'payments/api' };

test('a receiver without an alert in the record is an error', () => {
  expect(() =>
    snsMessage({ record: aRecord(), recordKey: RECORD_KEY, receiver: 'nobody' }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[Error: records/0123456789abcdef0123456789.json.gz has no alert for "nobody": look at which evaluation sent the delivery]`,
  );
});

test('what Security Hub hears is no e-mail', () => {
  expect(() => told(aFindingsAlert())).toThrow('has no alert for "payments"');
});

describe('changes', () => {
  test('one critical vulnerability was disclosed', async () => {
    const detail = {
      ...anIssue().detail,
      description: 'A use-after-free in the handshake of OpenSSL 3.0 lets whoever can reach the port run code.',
    };
    const overrides = { mention: ['S0PAYMENTS'], toldBefore: { CRITICAL: 2, HIGH: 14 }, below: BELOW };
    const [alert, record] = disclosed([anIssue({ detail })], overrides);
    const message = told(alert, { ...record, image: anImage({ digest: DIGEST }) });
    expect(message.attributes).toEqual({ ...ofPayments, transition: 'opened', ...UNKNOWN });
    await golden('one-critical', message);
  });

  test('several things happened at once', async () => {
    const { detail } = anIssue();
    const issues = [
      anIssue({ detail: { ...detail, fixedIn: '3.0.15' } }),
      anIssueOf(38408, 'CRITICAL', 'openssh 1:7.9p1-10+deb10u2'),
      ...['linux', 'linux-libc-dev'].map((name) => anIssueOf(45871, 'HIGH', `${name} 4.19.269-1`)),
      anIssueOf(1235, 'HIGH', 'openssl 3.0.11', { resolvedAt: '2026-11-03T08:00:00.000Z' }),
      anIssueOf(1236, 'HIGH', 'zlib 1.2'),
    ];
    const message = told(anAlert({ issues: issues.map((_, index) => index), alsoYours: { HIGH: 3 } }), {
      ledger: aLedger({ issues }),
      transitions: [
        { kind: 'opened', issue: 0, cause: 'disclosed' },
        { kind: 'escalated', issue: 1, from: 'MEDIUM', to: 'CRITICAL' },
        { kind: 'opened', issue: 2, cause: 'new-image' },
        { kind: 'opened', issue: 3, cause: 'new-image' },
        { kind: 'opened', issue: 4, cause: 'reopened' },
      ],
    });
    expect(message.attributes).toEqual({ ...ofPayments, transition: 'opened', ...UNKNOWN });
    await golden('several', message);
  });

  test('what only escalated says so', () => {
    const message = told(anAlert(), { transitions: [{ kind: 'escalated', issue: 0, from: 'HIGH', to: 'CRITICAL' }] });
    expect(message.subject).toBe('1 escalated to CRITICAL in payments/api:v1.4.2: CVE-2026-1234 openssl');
    expect(message.attributes.transition).toBe('escalated');
  });

  test.each([
    [['LOW', 'HIGH'], 'HIGH'],
    [['SPICY', 'LOW'], 'CRITICAL'],
    [['UNDEFINED', 'LOW'], 'LOW'],
    [['UNDEFINED', 'UNTRIAGED'], 'UNRATED'],
    [['INFORMATIONAL'], 'INFORMATIONAL'],
  ])('of %j a subscription can filter by %s', (severities, severity) => {
    const issues = severities.map((name, index) => anIssueOf(index, name, 'x 1'));
    expect(told(...disclosed(issues)).attributes.severity).toBe(severity);
  });

  test('strings that would like to be more than text stay text', async () => {
    const hostile = anIssue({
      vulnerability: 'CVE-1\r\nSubject: all is well',
      packageName: '"x"\\<b>\u0000\ud83d',
      severity: '<!HERE>',
      occurrences: [anOccurrence({ version: '\u202e1.0\u200b<&>' })],
      detail: {
        ...anIssue().detail,
        cvss: null,
        advisory: 'javascript:alert(1)',
        description: 'ignored here\n.\nQUIT',
      },
    });
    const second = anIssueOf(2, 'HIGH', 'pqué 1', {
      detail: { ...hostile.detail, advisory: 'https://x.example/a b"c' },
    });
    const image = anImage({ repository: 'a/b', tags: ['prod'] });
    const [alert, record] = disclosed([hostile, second]);
    await golden('hostile', told(alert, { ...record, image }));
  });

  test('of ten thousand issues an e-mail lists 200 lines, the JSON as many as fit, and both count the rest', () => {
    const issues = Array.from({ length: 10_000 }, (_, n) => anIssueOf(n, n < 3 ? 'CRITICAL' : 'HIGH', `lib${n} 1.0`));
    const message = told(...disclosed(issues));
    expect(snsFaults(message)).toEqual([]);
    expect(message.text.match(/^- CVE/gm)).toHaveLength(200);
    expect(message.text).toContain('\nHIGH (9997)\n');
    expect(message.text).toContain('\n9800 more not listed here: 9800 high\n');
    const { json } = message;
    if (json.kind !== 'changes') throw new Error(json.kind);
    expect(json.issues.length).toBeGreaterThan(500);
    expect(json.issues.length + json.notListed).toBe(10_000);
    expect(json.counts.told).toEqual({ CRITICAL: 3, HIGH: 9_997 });
  });
});

describe('summary', () => {
  test('the first count of an image', async () => {
    const alert = aSummaryAlert({ issues: ALL, below: BELOW });
    const message = told(alert, { ledger: aLedger({ issues: SIXTEEN }), image: anImage({ digest: DIGEST }) });
    expect(message.attributes).toEqual({ ...ofPayments, transition: 'summary', ...UNKNOWN });
    await golden('first-count', message);
  });

  test('what only the policy or the tags made somebody’s concern', async () => {
    const alert = aSummaryAlert({ issues: [0, 1], first: false });
    await golden('now-also-yours', told(alert, { ledger: aLedger({ issues: SIXTEEN }), transitions: [] }));
  });
});

describe('scan news', () => {
  const image = anImage({ repository: 'payments/worker', tags: ['v2.0.0'], digest: DIGEST });

  test('an image that cannot be scanned', async () => {
    const lastComplete = {
      tags: ['v1.9.3'],
      digest: anImage().digest,
      scannedAt: '2026-11-12T08:00:00.000Z',
      open: { HIGH: 3 },
    };
    const message = told(aScanNewsAlert({ lastComplete }), { image, transitions: [] });
    expect(message.attributes).toEqual({
      severity: 'NOT_SCANNED',
      repository: 'payments/worker',
      transition: 'scan-news',
      ...UNKNOWN,
    });
    await golden('not-scanned', message);
  });

  test('an image that ECR has no scan of', async () => {
    const news = aScanNewsAlert({ status: 'SCAN_NOT_FOUND', description: null });
    await golden('no-scan', told(news, { image, scans: [], heads: [], transitions: [] }));
  });
});

test('a drill says that it is one, to people and to machines', () => {
  const { subject, text, json, attributes } = told(aSummaryAlert({ issues: [] }), { drill: true });
  expect(subject).toMatch(/^DRILL: /);
  expect(text).toMatch(/^DRILL: /);
  expect(json.kind).toBe('drill');
  expect(attributes).toEqual({ severity: 'DRILL', repository: 'payments/api', transition: 'drill', ...UNKNOWN });
});
