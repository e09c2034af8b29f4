import type { KnownBlock } from '@slack/types';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Block } from '../../../../functions/core/messages/slack/block.ts';
import { slackMessages } from '../../../../functions/core/messages/slack/message.ts';
import {
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
import { slackFaults } from '../../../support/slack-limits.ts';
import { ALL, anIssueOf, BELOW, DIGEST, disclosed, SIXTEEN } from '../stories.ts';
import { golden, shownText, told } from './told.ts';

test('blocks are what Slack’s own types call blocks', () => {
  expectTypeOf<Block>().toExtend<KnownBlock>();
});

test('a receiver without an alert in the record is an error', () => {
  expect(() =>
    slackMessages({ record: aRecord(), recordKey: RECORD_KEY, receiver: 'nobody', thread: true }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[Error: records/0123456789abcdef0123456789.json.gz has no alert for "nobody": look at which evaluation sent the delivery]`,
  );
});

test('an issue that the ledger does not have is an error', () => {
  expect(() => told(anAlert({ issues: [7] }))).toThrowErrorMatchingInlineSnapshot(
    `[Error: records/0123456789abcdef0123456789.json.gz tells issue 7 to "payments", but its ledger has none; look at who made it]`,
  );
});

describe('changes', () => {
  test('one critical vulnerability was disclosed', async () => {
    const detail = {
      ...anIssue().detail,
      description: 'A use-after-free in the handshake of OpenSSL 3.0 lets whoever can reach the port run code.',
    };
    const overrides = { mention: ['S0PAYMENTS'], toldBefore: { CRITICAL: 2, HIGH: 14 }, below: BELOW };
    const [alert, record] = disclosed([anIssue({ detail })], overrides);
    const [message, ...thread] = told(alert, { ...record, image: anImage({ digest: DIGEST }) });
    expect(thread).toEqual([]);
    expect(message.text).toMatchInlineSnapshot(
      `"1 new CRITICAL in payments/api:v1.4.2: CVE-2026-1234 openssl, disclosed since the last scan. Your image has not changed since 31 Oct."`,
    );
    await golden('one-critical', message);
  });

  test('several things happened at once', async () => {
    const issues = [
      anIssueOf(1234, 'CRITICAL', 'openssl 3.0.11'),
      anIssueOf(38408, 'CRITICAL', 'openssh 1:7.9p1-10+deb10u2'),
      ...['linux', 'linux-libc-dev'].map((name) => anIssueOf(45871, 'HIGH', `${name} 4.19.269-1`)),
      anIssueOf(1235, 'HIGH', 'openssl 3.0.11', { resolvedAt: '2026-11-03T08:00:00.000Z' }),
    ];
    const [message] = told(anAlert({ issues: [0, 1, 2, 3, 4], alsoYours: { HIGH: 3 }, toldBefore: { CRITICAL: 2 } }), {
      ledger: aLedger({ issues }),
      transitions: [
        { kind: 'opened', issue: 0, cause: 'disclosed' },
        { kind: 'escalated', issue: 1, from: 'MEDIUM', to: 'CRITICAL' },
        { kind: 'opened', issue: 2, cause: 'new-image' },
        { kind: 'opened', issue: 3, cause: 'new-image' },
        { kind: 'opened', issue: 4, cause: 'reopened' },
        { kind: 'eased', issue: 4, from: 'CRITICAL', to: 'HIGH' },
      ],
    });
    expect(message.text).toMatchInlineSnapshot(
      `"5 new or worse in payments/api:v1.4.2, worst CRITICAL CVE-2026-1234 openssl (2 critical, 3 high): 1 disclosed since the last scan, in a package that was there before; 2 first seen with this image, pushed 31 Oct; 1 open again; 1 escalated."`,
    );
    await golden('several', message);
  });

  test.each([
    [{ kind: 'opened', issue: 0, cause: 'new-image' }, 'first seen with this image, pushed 31 Oct.'],
    [{ kind: 'opened', issue: 0, cause: 'reopened' }, 'a live image has it again, none had since 3 Nov 2025.'],
    [{ kind: 'escalated', issue: 0, from: 'UNDEFINED', to: 'CRITICAL' }, 'escalated from UNRATED to CRITICAL.'],
    [{ kind: 'eased', issue: 0, from: 'HIGH', to: 'CRITICAL' }, 'open, and not told to you before.'],
  ] as const)('says why now: %o', (transition, why) => {
    const ledger = aLedger({ issues: [anIssue({ resolvedAt: '2025-11-03T08:00:00.000Z' })] });
    const [message] = told(anAlert(), { ledger, transitions: [transition] });
    expect(shownText(message)).toContain(`*Why now:* ${why}\n`);
  });

  test('does not say an image never changed that was pushed today', () => {
    const image = anImage({ pushedAt: '2026-11-21T07:59:00.000Z' });
    const [alert, record] = disclosed([anIssue()]);
    expect(shownText(told(alert, { ...record, image })[0])).toContain(
      '*Why now:* disclosed since the last scan, in a package that was there before.\n',
    );
  });

  test('a fix that is known is what to do', () => {
    const { detail } = anIssue();
    const [message] = told(...disclosed([anIssue({ detail: { ...detail, fixedIn: '3.0.15' } })]));
    expect(shownText(message)).toContain('*Do:* openssl 3.0.11 → 3.0.15, rebuild, push.\n');
  });

  test('a package that nobody named is said to be unknown', () => {
    const [message] = told(...disclosed([anIssue({ packageName: null })]));
    expect(message.text).toContain('CVE-2026-1234 unknown package');
    expect(shownText(message)).toContain('*Do:* update the package that has it, rebuild, push');
  });

  test('an issue without a score, an advisory or a description says less', () => {
    const detail = { ...anIssue().detail, cvss: null, advisory: null, description: null };
    const [message] = told(...disclosed([anIssue({ detail })]));
    expect(slackFaults(message)).toEqual([]);
    expect(shownText(message)).not.toMatch(/CVSS|Advisory|→/);
  });

  test('severities nobody rated or nobody knows keep what they are', async () => {
    const issues = ['SPICY', 'HIGH', 'UNDEFINED', 'UNTRIAGED'].map((severity, index) =>
      anIssueOf(index, severity, `lib${index} 1.0`),
    );
    const [message] = told(...disclosed(issues));
    expect(message.text).toMatchInlineSnapshot(
      `"4 new in payments/api:v1.4.2, worst SPICY CVE-2026-0000 lib0 (1 SPICY, 1 high, 2 unrated): 4 disclosed since the last scan. Your image has not changed since 31 Oct."`,
    );
    await golden('unknown-severities', message);
  });

  test('one unrated vulnerability', () => {
    const [message] = told(...disclosed([anIssue({ severity: 'UNDEFINED' })]));
    expect(message.text).toMatch(/^1 new UNRATED in payments\/api:v1\.4\.2: CVE-2026-1234 openssl/);
  });

  test('an image without tags is shown by its short digest', async () => {
    const [alert, record] = disclosed([anIssue()]);
    const [message] = told(alert, { ...record, image: anImage({ tags: [] }) });
    expect(message.text).toMatch(/^1 new CRITICAL in payments\/api@sha256:aaaaaaaa: CVE-2026-1234 openssl/);
    await golden('untagged', message);
  });

  test('strings that would like to be more than text stay text', async () => {
    const hostile = anIssue({
      vulnerability: 'CVE-1\n*<!channel>* :tada:',
      packageName: '`x`<@U0CEO|you> _a_ ~b~ https://x.example',
      severity: '<!HERE>',
      occurrences: [anOccurrence({ version: '\u202e1.0\u200b<&>' })],
      detail: {
        ...anIssue().detail,
        cvss: null,
        advisory: 'javascript:alert(1)',
        description: '<!everyone> *now* & then\n> quoted',
      },
    });
    const second = anIssueOf(2, 'HIGH', 'x 1', {
      detail: { ...hostile.detail, advisory: 'https://x.example/a|b>*<!here>&c' },
    });
    const image = anImage({ repository: 'a/b', tags: ['prod'] });
    const [alert, record] = disclosed([hostile, second]);
    const [message] = told(alert, { ...record, image });
    expect(message.text).toMatchInlineSnapshot(
      `"2 new in a/b:prod, worst &lt;!HERE&gt; CVE-1 ∗&lt;!channel… ˋxˋ&lt;…xample (1 &lt;!HERE&gt;, 1 high): 2 disclosed since the last scan. Your image has not changed since 31 Oct."`,
    );
    await golden('hostile', message);
  });

  test('nobody but whom the policy names is called', () => {
    const [alert, record] = disclosed([anIssue()], { mention: ['U0ANNA', 'W0BERT', 'here', 'here', '<!channel>'] });
    expect(shownText(told(alert, record)[0])).toContain('<@U0ANNA> <@W0BERT> <!here> &lt;!channel&gt;\n*Why now:*');
  });

  test('what does not fit follows in the thread of a bot, and what even that does not hold is counted', () => {
    const issues = Array.from({ length: 3000 }, (_, index) => anIssueOf(index, 'HIGH', `lib${index} 1.0`));
    const [first, ...thread] = told(...disclosed(issues));
    expect(thread).toHaveLength(10);
    expect(thread.flatMap(slackFaults)).toEqual([]);
    expect(shownText(first)).toMatch(/\*\d+ more in this thread:\* \d+ high/);
    expect(shownText(thread.at(-1))).toMatch(/\*\d+ more not listed here:\* \d+ high$/);
  });
});

describe('summary', () => {
  const first = aSummaryAlert({ issues: ALL, below: BELOW });
  const ledger = aLedger({ issues: SIXTEEN });

  test('the first count by a bot lists the worst five and the rest in the thread', async () => {
    const [message, ...thread] = told(first, { ledger, image: anImage({ digest: DIGEST }) });
    expect(thread).toHaveLength(1);
    expect([message.text, thread[0]?.text]).toMatchInlineSnapshot(`
      [
        "First count of payments/api:v1.4.2, worst CRITICAL CVE-2026-1234 openssl (2 critical, 14 high): this is its first complete scan. From now on you hear only what changes.",
        "More in payments/api:v1.4.2, from HIGH CVE-2026-2002 bash",
      ]
    `);
    await golden('first-count', message);
    for (const reply of thread) await golden('first-count-thread', reply);
  });

  test('the first count by a webhook is one message that counts the rest', async () => {
    const [message, ...thread] = told(first, { ledger }, false);
    expect(thread).toEqual([]);
    await golden('first-count-webhook', message);
  });

  test('what only the policy or the tags made somebody’s concern', async () => {
    const [message] = told(aSummaryAlert({ issues: [0, 1], first: false }), { ledger });
    expect(message.text).toMatchInlineSnapshot(
      `"Now also yours in payments/api:v1.4.2, worst CRITICAL CVE-2026-1234 openssl (2 critical): the policy or the tags changed; no scan found anything new."`,
    );
    await golden('now-also-yours', message);
  });
});

describe('scan news', () => {
  const lastComplete = {
    tags: ['v1.9.3'],
    digest: anImage().digest,
    scannedAt: '2026-11-12T08:00:00.000Z',
    open: { HIGH: 3 },
  };
  const image = anImage({ repository: 'payments/worker', tags: ['v2.0.0'], digest: DIGEST });

  test('an image that cannot be scanned', async () => {
    const [message, ...thread] = told(aScanNewsAlert({ lastComplete }), { image });
    expect(thread).toEqual([]);
    expect(message.text).toMatchInlineSnapshot(
      `"NOT SCANNED: payments/worker:v2.0.0. This does not mean clean. ECR says: UnsupportedImageError: The operating system and/or package manager are not supported. (FAILED) Last complete scan: v1.9.3, 12 Nov: 0 critical, 3 high; those stay open."`,
    );
    await golden('not-scanned', message);
  });

  test.each([
    ['FAILED', 'ImageLayerError: a layer could not be read'],
    ['IN_PROGRESS', null],
    ['PENDING', null],
    ['UNSUPPORTED_IMAGE', null],
    ['FINDINGS_UNAVAILABLE', 'ECR lists no findings: the event counted 7'],
    ['SCAN_ELIGIBILITY_EXPIRED', null],
    ['LIMIT_EXCEEDED', null],
    ['IMAGE_ARCHIVED', null],
    ['SCAN_NOT_FOUND', 'no scan of it'],
    ['SOMETHING_NEW', null],
  ])('%s says what usually causes it and what to do', async (status, description) => {
    const [message] = told(aScanNewsAlert({ status, description }), { image, scans: [], heads: [] });
    await golden(`not-scanned-${status.toLowerCase().replaceAll('_', '-')}`, message);
  });

  test('a last complete scan with nothing open says so', () => {
    const [message] = told(aScanNewsAlert({ lastComplete: { ...lastComplete, open: {} } }), { image });
    expect(shownText(message)).toContain('Last complete scan: v1.9.3, 12 Nov: nothing open.');
  });
});
