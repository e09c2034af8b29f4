import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../functions/core/domain/evaluate.ts';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import type { Image } from '../../../functions/core/domain/image.ts';
import type { Settled } from '../../../functions/core/domain/verdict.ts';
import { aDigest, aFinding, anImage, anIndex, aPolicy, aRegistry, aScan } from '../../support/builders.ts';
import { aStory, recordOf } from '../../support/story.ts';

const complete = (...findings: Finding[]): Settled => ({ kind: 'complete', scan: aScan({ findings }) });
const unscanned = (status: string, description: string | null): Settled => ({
  kind: 'unscanned',
  scan: null,
  status,
  description,
});
const slow = unscanned('FAILED', 'TimeoutError: slow');
const unsupported = unscanned('FAILED', 'UnsupportedImageError: no');

const openssl = aFinding();
const zlib = aFinding({ vulnerability: 'CVE-2026-2', packageName: 'zlib1g', severity: 'HIGH' });

const old = anImage();
const newer = anImage({ digest: aDigest('b'), tags: ['v1.4.3'], pushedAt: '2026-11-02T09:00:00.000Z' });
const branch = anImage({ digest: aDigest('c'), tags: ['pr-1'], pushedAt: '2026-11-03T09:00:00.000Z' });

const [amd, arm, win] = [aDigest('1'), aDigest('2'), aDigest('3')];
const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm, 'windows/amd64': win });

const toldOf = (evaluated: Parameters<typeof recordOf>[0]) => recordOf(evaluated).alerts;

describe('what is told', () => {
  test('of two images of a line that fail for different reasons, the newer one is', () => {
    const story = aStory();
    const later = anImage({ digest: aDigest('9'), tags: ['v1.4.9'], pushedAt: '2026-11-05T09:00:00.000Z' });
    story.see(old, slow);
    expect(story.see(later, unsupported)).toMatchObject({ kind: 'changed', news: true });
    expect(story.see(old, slow)).toMatchObject({ kind: 'unchanged' });
    expect(story.see(later, unsupported)).toMatchObject({ kind: 'unchanged' });
  });

  test('of a tag that moved back is that of the image that has it now', () => {
    const story = aStory();
    const later = anImage({ digest: aDigest('9'), tags: ['prod'], pushedAt: '2026-11-05T09:00:00.000Z' });
    story.see(later, unsupported);
    expect(story.see({ ...old, tags: ['prod'] }, slow)).toMatchObject({ kind: 'changed', news: true });
  });

  test('is what ECR says, with no platform where none is known, and is news', () => {
    const evaluated = aStory().see(old, slow);
    expect(evaluated).toMatchObject({ kind: 'changed', news: true });
    expect(recordOf(evaluated)).toMatchObject({
      scans: [],
      transitions: [],
      alerts: [{ status: 'FAILED', description: 'TimeoutError: slow', platforms: [], lastComplete: null }],
      ledger: {
        unscanned: [
          {
            line: 'v*.*.*',
            platform: null,
            digest: old.digest,
            status: 'FAILED',
            reason: 'TimeoutError',
            since: '2026-11-21T08:01:00.000Z',
          },
        ],
      },
    });
  });

  test('can have no words to it', () => {
    const story = aStory();
    expect(toldOf(story.see(old, unscanned('SCAN_NOT_FOUND', null)))).toMatchObject([{ description: null }]);
    expect(story.kept.ledger.unscanned).toMatchObject([{ reason: null }]);
    expect(story.see(old, unscanned('SCAN_NOT_FOUND', null))).toMatchObject({ kind: 'unchanged' });
  });

  test('is one reason after another, each with the platforms it is of', () => {
    const story = aStory();
    const verdicts = { [amd]: slow, [arm]: unsupported, [win]: slow };
    expect(toldOf(story.see(index, verdicts))).toMatchObject([
      { description: 'TimeoutError: slow', platforms: ['linux/amd64', 'windows/amd64'] },
    ]);
    expect(toldOf(story.see(index, verdicts))).toMatchObject([
      { description: 'UnsupportedImageError: no', platforms: ['linux/arm64'] },
    ]);
    expect(story.kept.ledger.unscanned.map(({ platform }) => platform)).toEqual([
      'linux/amd64',
      'windows/amd64',
      'linux/arm64',
    ]);
    expect(story.see(index, verdicts)).toMatchObject({ kind: 'unchanged', reason: 'told before: FAILED' });
  });

  test('is by its own where only the status is alike, or only the reason', () => {
    const verdicts = { [amd]: slow, [arm]: unscanned('FAILED', null), [win]: unscanned('EXPIRED', 'TimeoutError: x') };
    expect(toldOf(aStory().see(index, verdicts))).toMatchObject([{ platforms: ['linux/amd64'] }]);
  });

  test('names a platform once, however many lines it is in', () => {
    const image = { ...index, tags: ['prod', 'v1.4.2'] };
    expect(toldOf(aStory().see(image, { [amd]: slow }))).toMatchObject([{ platforms: ['linux/amd64'] }]);
  });
});

describe('what was told before', () => {
  test('is told again with another status, or another reason, which takes its place', () => {
    const story = aStory();
    story.see(old, slow);
    expect(toldOf(story.see(old, unscanned('EXPIRED', 'TimeoutError: slow')))).toHaveLength(1);
    expect(toldOf(story.see(old, unscanned('EXPIRED', 'TypeError: slow')))).toHaveLength(1);
    expect(story.kept.ledger.unscanned).toMatchObject([{ status: 'EXPIRED', reason: 'TypeError' }]);
    expect(toldOf(story.see(old, slow))).toHaveLength(1);
  });

  test('is of one line: the same in another is told, and both are kept', () => {
    const story = aStory();
    story.see(old, slow);
    expect(toldOf(story.see(branch, slow))).toHaveLength(1);
    expect(story.kept.ledger.unscanned).toMatchObject([{ line: 'v*.*.*' }, { line: 'pr-*' }]);
    expect(story.see(newer, slow)).toMatchObject({ kind: 'unchanged' });
  });

  test('with another reason takes its place where two platforms now fail alike', () => {
    const story = aStory();
    story.see(index, { [amd]: slow });
    story.see(index, { [amd]: unsupported, [arm]: unsupported });
    expect(story.kept.ledger.unscanned).toMatchObject([
      { platform: 'linux/amd64', reason: 'UnsupportedImageError' },
      { platform: 'linux/arm64', reason: 'UnsupportedImageError' },
    ]);
  });

  test('is of one platform: the same on another is told, and both are kept', () => {
    const story = aStory();
    story.see(index, { [amd]: slow });
    expect(toldOf(story.see(index, { [amd]: slow, [arm]: slow }))).toMatchObject([{ platforms: ['linux/arm64'] }]);
    expect(story.kept.ledger.unscanned).toMatchObject([{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }]);
  });
});

describe('an image that does not lead its line', () => {
  test('is no news where a newer one does, or one pushed at once with a greater digest', () => {
    const story = aStory();
    story.see(newer, complete());
    const reason = 'no scan of payments/api says anything new';
    expect(story.see(old, slow)).toEqual({ kind: 'unchanged', reason });
    expect(story.see({ ...old, pushedAt: newer.pushedAt }, slow)).toEqual({ kind: 'unchanged', reason });
  });

  test('is news where it was pushed later, or at once with a greater digest', () => {
    for (const pushedAt of [newer.pushedAt, old.pushedAt]) {
      const story = aStory();
      story.see(old, complete());
      expect(toldOf(story.see({ ...newer, pushedAt }, slow))).toHaveLength(1);
    }
  });

  test('is news where it led until its scan failed', () => {
    const story = aStory();
    story.see(old, complete());
    expect(toldOf(story.see(old, slow))).toMatchObject([{ lastComplete: { digest: old.digest } }]);
  });

  test('is news in a line that has no newer one', () => {
    const story = aStory();
    story.see(branch, complete());
    expect(toldOf(story.see(old, slow))).toHaveLength(1);
  });

  test('is news on the platforms that a newer one has no complete scan of', () => {
    const story = aStory();
    const parts = { 'linux/amd64': aDigest('4'), 'linux/arm64': aDigest('5') };
    const next = anIndex(parts, { digest: aDigest('f'), tags: ['v1.4.3'], pushedAt: newer.pushedAt });
    story.see(next, { [aDigest('4')]: complete() });
    expect(toldOf(story.see(index, { [amd]: slow, [arm]: slow }))).toMatchObject([{ platforms: ['linux/arm64'] }]);
  });

  test('is no news where it lost its tags', () => {
    const story = aStory();
    story.see(old, complete());
    story.see(newer, complete());
    expect(story.see({ ...old, tags: [] }, slow)).toMatchObject({ kind: 'unchanged' });
  });
});

describe('the complete scan that a line rests on until then', () => {
  const restsOn = (evaluated: Parameters<typeof recordOf>[0]) =>
    toldOf(evaluated).map((alert) => alert.kind === 'scan-news' && alert.lastComplete);

  test('is that of its head in the failing line, with the issues open there', () => {
    const story = aStory();
    story.see(branch, complete(zlib));
    story.see(old, complete(openssl, zlib));
    story.see(old, complete(openssl));
    expect(restsOn(story.see(newer, slow))).toEqual([
      { digest: old.digest, tags: old.tags, scannedAt: aScan().completedAt, open: { CRITICAL: 1 } },
    ]);
  });

  test('counts neither what is resolved nor what only other images have', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(old, complete());
    story.see(branch, complete(zlib));
    expect(restsOn(story.see(newer, slow))).toEqual([
      { digest: old.digest, tags: old.tags, scannedAt: aScan().completedAt, open: {} },
    ]);
  });

  test('counts what other images have too', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(branch, complete(openssl));
    expect(toldOf(story.see(newer, slow))).toMatchObject([{ lastComplete: { open: { CRITICAL: 1 } } }]);
  });

  test('is that of an image that took its place without a record', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(newer, complete(openssl));
    const third = anImage({ digest: aDigest('d'), tags: ['v1.4.4'], pushedAt: '2026-11-04T09:00:00.000Z' });
    const record = recordOf(story.see(third, slow));
    expect(record.alerts).toMatchObject([{ lastComplete: { digest: newer.digest, open: { CRITICAL: 1 } } }]);
    expect(record.ledger.issues).toMatchObject([{ occurrences: [{ digest: newer.digest }] }]);
    expect(record.heads).toMatchObject([{ digest: newer.digest, recordedAs: newer.digest }]);
  });

  test('is that of one of the platforms that fail', () => {
    const story = aStory();
    story.see(index, { [amd]: complete(), [arm]: complete(openssl), [win]: complete() });
    const verdicts = { [amd]: complete(), [arm]: slow, [win]: slow };
    expect(toldOf(story.see(index, verdicts))).toMatchObject([
      { platforms: ['linux/arm64', 'windows/amd64'], lastComplete: { digest: arm, open: { CRITICAL: 1 } } },
    ]);
  });
});

describe('an image that is scanned no more, its eligibility expired', () => {
  const status = 'SCAN_ELIGIBILITY_EXPIRED';
  const expired = unscanned(status, 'Scan eligibility expired.');

  test('is told with its last complete scan, then its issues are unobserved, and the next day is silent', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    expect(toldOf(story.see(old, expired))).toMatchObject([
      { kind: 'scan-news', status, lastComplete: { digest: old.digest, open: { CRITICAL: 1 } } },
    ]);
    const { transitions, alerts } = recordOf(story.lose(old.digest, 'eligibility-expired'));
    expect(transitions).toEqual([{ kind: 'unobserved', cause: 'eligibility-expired', issue: 0 }]);
    expect(alerts).toMatchObject([{ kind: 'changes', unobserved: [0], resolved: [] }]);
    expect(story.see(old, expired)).toEqual({
      kind: 'unchanged',
      reason: 'told before: SCAN_ELIGIBILITY_EXPIRED',
    });
  });

  test('resolves nothing, though an older image of its line is scanned and has none of it', () => {
    const story = aStory();
    story.see(old, complete(zlib));
    story.see(newer, complete(openssl));
    story.see(newer, expired);
    const { transitions, heads } = recordOf(story.lose(newer.digest, 'eligibility-expired'));
    expect(transitions).toEqual([{ kind: 'unobserved', cause: 'eligibility-expired', issue: 1 }]);
    expect(heads).toEqual([]);
  });

  test('stays told when an older image of its line is scanned', () => {
    const story = aStory();
    story.see(old, complete(zlib));
    story.see(newer, complete(openssl));
    story.see(newer, expired);
    story.lose(newer.digest, 'eligibility-expired');
    story.see(old, complete(zlib));
    expect(story.see(newer, expired)).toMatchObject({ kind: 'unchanged' });
  });

  test('is told again after it was scanned', () => {
    const story = aStory();
    story.see(old, expired);
    story.see(old, complete(openssl));
    expect(toldOf(story.see(old, expired))).toMatchObject([{ status }]);
  });
});

test('a part that nothing was answered of says nothing', () => {
  const image: Image = old;
  const { kept: before } = aStory();
  const evaluation = {
    policy: aPolicy(),
    registry: aRegistry(),
    repository: image.repository,
    lineage: image.repository,
    before,
    sighting: { kind: 'seen' as const, image, taggedAt: null, hadTags: true },
    parts: new Map(),
    trigger: 'event',
    at: '2026-11-21T08:00:00.000Z',
  };
  expect(evaluate(evaluation, { scans: new Map(), tagged: null, epss: new Map() })).toMatchObject({
    kind: 'unchanged',
  });
});
