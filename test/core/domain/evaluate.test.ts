import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import type { Settled } from '../../../functions/core/domain/verdict.ts';
import { aBotReceiver, aDigest, aFinding, anImage, aPattern, aPolicy, aRoute, aScan } from '../../support/builders.ts';
import { aStory, recordOf } from '../../support/story.ts';

const complete = (...findings: Finding[]): Settled => ({ kind: 'complete', scan: aScan({ findings }) });
const failed = (description: string): Settled => ({
  kind: 'unscanned',
  scan: aScan({ status: 'FAILED', description, findings: [] }),
  status: 'FAILED',
  description,
});

const openssl = aFinding();
const zlib = aFinding({ vulnerability: 'CVE-2026-2', packageName: 'zlib1g', version: '1.2', severity: 'HIGH' });
const low = aFinding({ vulnerability: 'CVE-2026-3', packageName: 'tar', severity: 'LOW' });

const first = anImage();
const rebuilt = anImage({ digest: aDigest('b'), tags: ['v1.4.3'], pushedAt: '2026-11-02T09:00:00.000Z' });

describe('the first complete scan', () => {
  test('is summed up to each receiver that a route holds for, and nobody else', () => {
    const { alerts, transitions } = recordOf(aStory().see(first, complete(low, openssl, zlib)));
    expect(alerts).toEqual([
      {
        kind: 'summary',
        first: true,
        switched: null,
        accepted: {},
        receiver: 'payments',
        because: [{ route: 1, rule: 'payments/**, high and up' }],
        mention: [],
        issues: [1, 2],
        below: { LOW: 1 },
      },
    ]);
    expect(transitions).toEqual([0, 1, 2].map((issue) => ({ kind: 'opened', cause: 'new-image', issue })));
  });

  test('is silent where nothing is found or no route holds, and kept all the same', () => {
    expect(aStory().see(first, complete())).toMatchObject({ kind: 'moved', reason: 'nothing was found' });
    expect(recordOf(aStory().see(first, complete(low))).ledger.issues).toMatchObject([{ state: 'open', told: {} }]);
  });

  test('calls by name whom the route that holds names', () => {
    const policy = aPolicy({ routes: [aRoute({ severity: 'HIGH', mention: 'S0PAYMENTS', otherwise: true })] });
    expect(recordOf(aStory(policy).see(first, complete(openssl))).alerts[0]?.mention).toEqual(['S0PAYMENTS']);
    expect(recordOf(aStory(policy).see(first, complete(low, zlib))).alerts[0]?.mention).toEqual(['S0PAYMENTS']);
  });
});

describe('the same again', () => {
  test('the same scan changes nothing', () => {
    const story = aStory();
    story.see(first, complete(openssl, zlib));
    expect(story.see(first, complete(zlib, openssl))).toMatchObject({ kind: 'unchanged' });
  });

  test('a rebuild with the same vulnerabilities tells nobody', () => {
    const story = aStory();
    story.see(first, complete(openssl));
    const evaluated = story.see(rebuilt, complete(aFinding({ version: '3.0.12' })));
    expect(evaluated).toMatchObject({ kind: 'moved', heads: [{ digest: rebuilt.digest, recordedAs: first.digest }] });
  });

  test('an older image scanned again after a newer push changes nothing', () => {
    const story = aStory();
    story.see(rebuilt, complete(openssl));
    expect(story.see(first, complete(openssl, zlib))).toMatchObject({ kind: 'unchanged' });
  });
});

describe('what changed', () => {
  test('one more in a rebuild is told alone, with the rest counted', () => {
    const story = aStory();
    story.see(first, complete(openssl, low));
    const record = recordOf(story.see(rebuilt, complete(openssl, low, zlib)));
    expect(record.transitions).toEqual([{ kind: 'opened', cause: 'new-image', issue: 2 }]);
    expect(record.alerts).toMatchObject([
      { kind: 'changes', issues: [2], toldBefore: { CRITICAL: 1 }, below: { LOW: 1 }, alsoYours: {} },
    ]);
  });

  test('one more in the same image was disclosed', () => {
    const story = aStory();
    story.see(first, complete(openssl));
    expect(recordOf(story.see(first, complete(openssl, zlib))).transitions).toMatchObject([{ cause: 'disclosed' }]);
  });

  test('one more in a package version that the previous head had was disclosed too', () => {
    const story = aStory();
    story.see(first, complete(openssl));
    const another = aFinding({ vulnerability: 'CVE-2026-9' });
    expect(recordOf(story.see(rebuilt, complete(openssl, another))).transitions).toMatchObject([
      { cause: 'disclosed' },
    ]);
  });

  test('what a rebuild no longer has is fixed, what the same image no longer has is retracted; nobody is told', () => {
    const story = aStory();
    story.see(first, complete(openssl, zlib));
    const fixed = recordOf(story.see(rebuilt, complete(zlib)));
    expect(fixed.transitions).toEqual([{ kind: 'resolved', cause: 'fixed', issue: 0 }]);
    expect(fixed.alerts).toEqual([]);
    const retracted = recordOf(story.see(rebuilt, complete()));
    expect(retracted.transitions).toEqual([{ kind: 'resolved', cause: 'retracted', issue: 1 }]);
    expect(story.kept.ledger.issues.map(({ state }) => state)).toEqual(['resolved', 'resolved']);
  });

  test('what comes back after a week is told again as reopened, first seen when it was', () => {
    const story = aStory();
    story.see(first, complete(openssl), { at: '2026-11-01T08:00:00.000Z' });
    story.see(first, complete(), { at: '2026-11-02T08:00:00.000Z' });
    const record = recordOf(story.see(first, complete(openssl), { at: '2026-11-09T08:00:00.001Z' }));
    expect(record.transitions).toEqual([{ kind: 'opened', cause: 'reopened', issue: 0 }]);
    expect(record.alerts).toMatchObject([{ kind: 'changes', issues: [0] }]);
    expect(record.ledger.issues[0]).toMatchObject({ state: 'open', firstSeenAt: '2026-11-01T08:00:00.000Z' });
  });

  test('what comes back within a week is counted in the next alert, not told alone', () => {
    const story = aStory();
    story.see(first, complete(openssl), { at: '2026-11-01T08:00:00.000Z' });
    story.see(first, complete(), { at: '2026-11-02T08:00:00.000Z' });
    const back = recordOf(story.see(first, complete(openssl), { at: '2026-11-09T08:00:00.000Z' }));
    expect(back).toMatchObject({ transitions: [{ kind: 'opened', cause: 'reopened' }], alerts: [] });
    const next = recordOf(story.see(first, complete(openssl, zlib), { at: '2026-11-10T08:00:00.000Z' }));
    expect(next.alerts).toMatchObject([{ kind: 'changes', issues: [1], returned: { CRITICAL: 1 }, toldBefore: {} }]);
    const after = recordOf(story.see(first, complete(openssl, zlib, low, aFinding({ vulnerability: 'CVE-9' }))));
    expect(after.alerts).toMatchObject([{ returned: {}, toldBefore: { CRITICAL: 1, HIGH: 1 } }]);
  });

  test('what comes back within a week and worse is told', () => {
    const story = aStory();
    story.see(first, complete(aFinding({ severity: 'HIGH' })));
    story.see(first, complete());
    expect(recordOf(story.see(first, complete(openssl))).alerts).toMatchObject([{ kind: 'changes', issues: [0] }]);
  });

  test('HIGH → CRITICAL → HIGH is told once', () => {
    const story = aStory();
    const graded = (severity: string) => complete(aFinding({ severity }));
    story.see(first, graded('HIGH'));
    const up = recordOf(story.see(first, graded('CRITICAL')));
    expect(up.transitions).toEqual([{ kind: 'escalated', issue: 0, from: 'HIGH', to: 'CRITICAL' }]);
    expect(up.alerts).toMatchObject([{ kind: 'changes', issues: [0] }]);
    const down = recordOf(story.see(first, graded('HIGH')));
    expect(down).toMatchObject({ transitions: [{ kind: 'eased' }], alerts: [] });
    expect(recordOf(story.see(first, graded('CRITICAL'))).alerts).toEqual([]);
  });

  test('two lines are two heads: an issue stays open while one of them has it', () => {
    const story = aStory();
    const branch = anImage({ digest: aDigest('c'), tags: ['pr-1'], pushedAt: '2026-11-03T09:00:00.000Z' });
    story.see(first, complete(openssl));
    expect(story.see(branch, complete(openssl))).toMatchObject({ kind: 'changed', news: false });
    expect(story.see(branch, complete())).toMatchObject({ kind: 'changed', news: false });
    expect(story.kept.ledger.issues).toMatchObject([{ state: 'open', occurrences: [{ digest: first.digest }] }]);
  });

  test('one advisory in several packages is several issues, and a finding without a package is one too', () => {
    const packages = ['libssl3', 'openssl', null].map((packageName) => aFinding({ packageName }));
    expect(recordOf(aStory().see(first, complete(...packages))).ledger.issues).toHaveLength(3);
  });

  test('an issue that the policy makes a receiver’s concern is summed up, not told as new', () => {
    const story = aStory();
    story.see(first, complete(low));
    const laxer = aPolicy({
      hash: 'another',
      routes: [aRoute({ whose: { repository: [aPattern('**')], tag: null }, severity: 'LOW' })],
    });
    expect(recordOf(story.see(first, complete(low), { decidedBy: laxer })).alerts).toMatchObject([
      { kind: 'summary', first: false, issues: [0] },
    ]);
    expect(story.see(first, complete(low), { decidedBy: laxer })).toMatchObject({ kind: 'unchanged' });
  });
});

describe('a scan that is not complete', () => {
  const unsupported = failed('UnsupportedImageError: not supported');

  test('is told once to the owner, and resolves nothing', () => {
    const story = aStory();
    story.see(first, complete(openssl));
    const record = recordOf(story.see(rebuilt, unsupported));
    expect(record.transitions).toEqual([]);
    expect(record.ledger.issues).toMatchObject([{ state: 'open' }]);
    expect(record.alerts).toMatchObject([
      {
        kind: 'scan-news',
        receiver: 'payments',
        status: 'FAILED',
        lastComplete: { digest: first.digest, open: { CRITICAL: 1 } },
      },
    ]);
    expect(story.see(rebuilt, unsupported)).toMatchObject({ kind: 'unchanged' });
  });

  test('is told again when its reason changes, not when only its details do', () => {
    const story = aStory();
    story.see(first, unsupported);
    expect(story.see(first, failed('UnsupportedImageError: other words'))).toMatchObject({ kind: 'unchanged' });
    expect(recordOf(story.see(first, failed('TimeoutError: slow'))).alerts).toHaveLength(1);
  });

  test('is told again after a complete scan', () => {
    const story = aStory();
    story.see(first, unsupported);
    expect(story.see(first, complete())).toMatchObject({ kind: 'changed', news: true });
    expect(recordOf(story.see(first, unsupported)).alerts).toHaveLength(1);
  });

  test('is not told again because the image before it is scanned again', () => {
    const story = aStory();
    story.see(first, complete(openssl));
    story.see(rebuilt, unsupported);
    expect(story.see(first, complete(openssl))).toMatchObject({ kind: 'unchanged' });
    expect(story.see(rebuilt, unsupported)).toMatchObject({ kind: 'unchanged' });
  });

  test('is told again after its tag went back to an image that was scanned', () => {
    const story = aStory();
    const prod = (image: typeof first) => ({ ...image, tags: ['prod'] });
    for (let promotions = 0; promotions < 2; promotions += 1) {
      story.see(prod(first), complete());
      expect(story.see(prod(rebuilt), unsupported)).toMatchObject({ kind: 'moved' });
      expect(recordOf(story.see(prod(rebuilt), unsupported)).alerts).toMatchObject([{ kind: 'scan-news' }]);
    }
  });

  test('of an image that a newer one replaced is no news', () => {
    const story = aStory();
    story.see(rebuilt, complete());
    expect(story.see(first, unsupported)).toMatchObject({ kind: 'unchanged' });
  });
});

describe('Security Hub', () => {
  const hub = aPolicy({
    receivers: [{ name: 'hub', channel: 'security-hub' }, aBotReceiver('platform')],
    routes: [
      aRoute({ to: 'hub', severity: 'HIGH' }),
      aRoute({ to: 'platform', otherwise: true, severity: 'CRITICAL' }),
    ],
  });
  const findings = (record: ReturnType<typeof recordOf>) =>
    record.alerts.flatMap((alert) => (alert.kind === 'findings' ? alert.issues : []));

  test('gets each issue that its route starts to hold for, and nothing below', () => {
    const record = recordOf(aStory(hub).see(first, complete(low, openssl, zlib)));
    expect(record.alerts.map(({ kind, receiver }) => [receiver, kind])).toEqual([
      ['hub', 'findings'],
      ['platform', 'summary'],
    ]);
    expect(findings(record)).toEqual([1, 2]);
  });

  test('gets every transition of what it was told: escalated, eased below its threshold, resolved', () => {
    const story = aStory(hub);
    const graded = (severity: string) => complete(low, aFinding({ severity }));
    story.see(first, graded('HIGH'));
    expect(findings(recordOf(story.see(first, graded('CRITICAL'))))).toEqual([1]);
    expect(findings(recordOf(story.see(first, graded('LOW'))))).toEqual([1]);
    expect(findings(recordOf(story.see(first, complete())))).toEqual([1]);
    expect(story.see(first, complete())).toMatchObject({ kind: 'unchanged' });
  });

  test('gets nothing of an enhanced scan: Inspector sends its own', () => {
    const scan = aScan({ engine: 'enhanced', findings: [openssl] });
    const record = recordOf(aStory(hub).see(first, { kind: 'complete', scan }));
    expect(record.alerts.map(({ receiver }) => receiver)).toEqual(['platform']);
  });

  test('hears no scan news, and keeps it from nobody', () => {
    const owner = aPolicy({
      ...hub,
      routes: [
        aRoute({ to: 'hub', whose: { repository: [aPattern('payments/*')], tag: null } }),
        aRoute({ to: 'platform', otherwise: true }),
      ],
    });
    expect(recordOf(aStory(owner).see(first, failed('a: b'))).alerts).toMatchObject([{ receiver: 'platform' }]);
  });
});
