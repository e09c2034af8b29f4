import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import type { Settled } from '../../../functions/core/domain/verdict.ts';
import {
  aBotReceiver,
  aDigest,
  aFinding,
  anImage,
  anIndex,
  aPattern,
  aPolicy,
  aRoute,
  aScan,
} from '../../support/builders.ts';
import { aStory, recordOf } from '../../support/story.ts';

const complete = (...findings: Finding[]): Settled => ({ kind: 'complete', scan: aScan({ findings }) });
const failed: Settled = {
  kind: 'unscanned',
  scan: aScan({ status: 'FAILED', description: 'TimeoutError: slow', findings: [] }),
  status: 'FAILED',
  description: 'TimeoutError: slow',
};

const openssl = aFinding();
const bumped = aFinding({ version: '3.0.12' });
const another = aFinding({ vulnerability: 'CVE-9', version: '3.0.12' });

const old = anImage();
const newer = anImage({ digest: aDigest('b'), tags: ['v1.4.3'], pushedAt: '2026-11-02T09:00:00.000Z' });
const third = anImage({ digest: aDigest('c'), tags: ['v1.4.4'], pushedAt: '2026-11-03T09:00:00.000Z' });
const branch = anImage({ digest: aDigest('d'), tags: ['pr-1'], pushedAt: '2026-11-04T09:00:00.000Z' });

const laxer = aPolicy({
  hash: 'laxer',
  routes: [aRoute({ whose: { repository: [aPattern('**')], tag: null }, severity: 'LOW' })],
});

const tar = aFinding({ vulnerability: 'CVE-8', packageName: 'tar', severity: 'HIGH' });

const toldUnscanned = (evaluated: Parameters<typeof recordOf>[0]) =>
  recordOf(evaluated).alerts.filter(({ kind }) => kind === 'scan-news');

describe('versions that moved without a record', () => {
  const low = { severity: 'LOW' };

  test('are in the record that a change of policy makes', () => {
    const story = aStory();
    story.see(old, complete(aFinding(low)));
    const bumpedLow = complete(aFinding({ ...low, version: '3.0.12' }));
    expect(recordOf(story.see(newer, bumpedLow, { decidedBy: laxer }))).toMatchObject({
      transitions: [],
      heads: [{ digest: newer.digest, bumped: false }],
      ledger: { issues: [{ occurrences: [{ digest: newer.digest, version: '3.0.12' }] }] },
    });
  });

  test('are asked for still after a record that says nothing of them', () => {
    for (const between of [[failed], [complete(tar), complete()]]) {
      const story = aStory();
      story.see(old, complete(openssl, tar));
      story.see(newer, complete(bumped, tar));
      for (const answer of between) recordOf(story.see(branch, answer));
      expect(recordOf(story.see(third, complete(bumped, tar, another)))).toMatchObject({
        transitions: [{ cause: 'disclosed' }],
      });
    }
  });

  test('are asked for once, where the cause is that of a new image all the same', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(newer, complete(bumped));
    expect(recordOf(story.see(third, complete(bumped, tar))).transitions).toMatchObject([{ cause: 'new-image' }]);
    expect(story.asked).toMatchObject([{ about: 'scans', parts: [{ digest: newer.digest }] }]);
  });

  test('are asked for where issues were resolved besides', () => {
    const story = aStory();
    story.see(old, complete(openssl, tar));
    story.see(newer, complete(bumped, tar));
    const { transitions } = recordOf(story.see(third, complete(bumped, another)));
    expect(transitions).toMatchObject([{ kind: 'resolved' }, { kind: 'opened', cause: 'disclosed' }]);
  });

  test('are not asked for where issues were only resolved, or came back', () => {
    const story = aStory();
    story.see(old, complete(openssl, tar));
    story.see(old, complete(openssl));
    story.see(newer, complete(bumped));
    expect(recordOf(story.see(third, complete(bumped, tar))).transitions).toMatchObject([{ cause: 'reopened' }]);
    const fourth = anImage({ digest: aDigest('e'), tags: ['v1.4.5'], pushedAt: '2026-11-05T09:00:00.000Z' });
    const fifth = anImage({ digest: aDigest('f'), tags: ['v1.4.6'], pushedAt: '2026-11-06T09:00:00.000Z' });
    expect(story.see(fourth, complete(openssl, tar))).toMatchObject({ kind: 'moved' });
    expect(recordOf(story.see(fifth, complete(openssl))).transitions).toMatchObject([{ kind: 'resolved' }]);
    expect(story.asked).toEqual([]);
  });
});

describe('the same issues in other images', () => {
  test('are kept with the heads alone, each known by what it took the place of', () => {
    const story = aStory();
    story.see(branch, complete(openssl));
    story.see(old, complete(openssl));
    const rebuilt = anImage({ digest: aDigest('e'), tags: ['pr-2'], pushedAt: '2026-11-05T09:00:00.000Z' });
    expect(story.see(newer, complete(openssl))).toMatchObject({
      kind: 'moved',
      reason: 'the same issues in other images',
    });
    story.see(rebuilt, complete(openssl));
    expect(story.kept.heads).toMatchObject([
      { digest: rebuilt.digest, recordedAs: branch.digest },
      { digest: newer.digest, recordedAs: old.digest },
    ]);
    const reason = 'no scan of payments/api says anything new';
    expect(story.see(newer, complete(openssl))).toEqual({ kind: 'unchanged', reason });
  });

  test('start to concern the receiver of a route that chooses only those', () => {
    const policy = aPolicy({
      receivers: [aBotReceiver('payments'), aBotReceiver('release')],
      routes: [
        aRoute({ otherwise: true }),
        aRoute({ to: 'release', whose: { repository: null, tag: [aPattern('v1.4.3')] } }),
      ],
    });
    const story = aStory(policy);
    story.see(old, complete(openssl));
    const record = recordOf(story.see(newer, complete(openssl)));
    expect(record.alerts).toMatchObject([{ kind: 'summary', first: false, receiver: 'release' }]);
    expect(record.ledger.issues).toMatchObject([{ occurrences: [{ digest: newer.digest }] }]);
  });
});

describe('the first count of a lineage', () => {
  test('was made where nothing was found: what comes later is new', () => {
    const story = aStory();
    story.see(old, complete());
    expect(recordOf(story.see(newer, complete(openssl))).alerts).toMatchObject([{ kind: 'changes', issues: [0] }]);
  });

  test('is not made again where all its images went, and one came', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.lose(old.digest);
    expect(recordOf(story.see(newer, complete(openssl, tar))).alerts).toMatchObject([{ kind: 'changes' }]);
  });
});

describe('an evaluation is news', () => {
  test('where an issue is resolved, though nobody is told', () => {
    const story = aStory();
    story.see(old, complete(openssl, tar));
    const evaluated = story.see(newer, complete(tar));
    expect(recordOf(evaluated).alerts).toEqual([]);
    expect(evaluated).toMatchObject({ news: true });
  });

  test('where somebody is told of what was known', () => {
    const story = aStory();
    story.see(old, complete(aFinding({ severity: 'LOW' })));
    const evaluated = story.see(old, complete(aFinding({ severity: 'LOW' })), { decidedBy: laxer });
    expect(recordOf(evaluated).transitions).toEqual([]);
    expect(evaluated).toMatchObject({ news: true });
  });

  test('where an image is scanned that was not', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(newer, failed);
    const evaluated = story.see(newer, complete(openssl));
    expect(recordOf(evaluated)).toMatchObject({ transitions: [], alerts: [] });
    expect(evaluated).toMatchObject({ news: true });
  });
});

describe('an image whose scan failed is told of again after a complete scan', () => {
  test('of itself, though it was scanned before it failed', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(old, failed);
    story.see(old, complete(openssl));
    expect(story.kept.ledger.unscanned).toEqual([]);
    expect(toldUnscanned(story.see(old, failed))).toHaveLength(1);
  });

  test('of what came into its place, and not of what came elsewhere', () => {
    const [amd, arm, amd2, arm2] = [aDigest('1'), aDigest('2'), aDigest('3'), aDigest('4')];
    const first = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm });
    const second = anIndex(
      { 'linux/amd64': amd2, 'linux/arm64': arm2 },
      { digest: aDigest('f'), tags: ['v1.4.3'], pushedAt: '2026-11-02T09:00:00.000Z' },
    );
    const story = aStory();
    const platforms = () => story.kept.ledger.unscanned.map(({ line, platform }) => [line, platform]);
    story.see(first, { [amd]: failed, [arm]: failed });
    const all = [
      ['v*.*.*', 'linux/amd64'],
      ['v*.*.*', 'linux/arm64'],
    ];
    expect(platforms()).toEqual(all);
    story.see(branch, complete());
    expect(platforms()).toEqual(all);
    const elsewhere = { digest: aDigest('6'), tags: ['pr-9'], pushedAt: '2026-11-05T09:00:00.000Z' };
    story.see(anIndex({ 'linux/amd64': aDigest('5') }, elsewhere), complete());
    expect(platforms()).toEqual(all);
    story.see(second, { [amd2]: complete() });
    expect(platforms()).toEqual([['v*.*.*', 'linux/arm64']]);
    story.see(second, { [amd2]: complete(openssl) });
    expect(platforms()).toEqual([['v*.*.*', 'linux/arm64']]);
    story.see(second, complete());
    expect(platforms()).toEqual([]);
  });

  test('not of what was there before', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(branch, complete(openssl));
    story.see(newer, failed);
    story.see(old, complete(openssl, tar));
    expect(story.kept.ledger.unscanned).toHaveLength(1);
  });

  test('of what came to its line from another one', () => {
    const story = aStory();
    story.see(branch, complete());
    story.see(old, failed);
    story.see({ ...branch, tags: ['pr-1', 'v1.4.9'] }, complete());
    expect(story.kept.ledger.unscanned).toEqual([]);
  });

  test('of what was built again for the tag', () => {
    const prod = (image: typeof old) => ({ ...image, tags: ['prod'] });
    const story = aStory();
    story.see(prod(old), complete());
    story.see(prod(old), failed);
    story.see(prod(newer), complete());
    expect(story.kept.ledger.unscanned).toEqual([]);
  });

  test('of what its tag came back to', () => {
    const prod = (image: typeof old) => ({ ...image, tags: ['prod'] });
    const story = aStory();
    story.see(prod(old), complete());
    story.see(prod(newer), failed);
    story.see(prod(newer), failed);
    expect(story.kept.ledger.unscanned).toHaveLength(1);
    story.see(prod(old), complete());
    expect(story.kept.ledger.unscanned).toEqual([]);
  });
});

describe('what is gone', () => {
  const [amd, arm] = [aDigest('1'), aDigest('2')];
  const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm }, { tags: ['prod'] });

  test('is one of the images, where a part that several share is gone', () => {
    const shared = anIndex({ 'linux/arm64': arm }, { digest: aDigest('f'), tags: ['pr-7'] });
    const story = aStory();
    story.see(shared, complete());
    story.see(index, complete(openssl));
    expect(recordOf(story.lose(arm))).toMatchObject({ image: shared, heads: [] });
  });

  test('is told of as its heads knew it, whatever else there is', () => {
    const story = aStory();
    story.see(branch, complete());
    story.see({ ...index, tags: ['prod', 'v1.4.2'] }, complete(openssl));
    expect(recordOf(story.lose(index.digest)).image).toEqual({ ...index, tags: ['prod', 'v1.4.2'] });
  });

  test('is the whole index where a part of it is gone', () => {
    const story = aStory();
    story.see(branch, complete());
    story.see(index, { [amd]: complete(), [arm]: complete(openssl) });
    expect(recordOf(story.lose(amd, 'archived'))).toMatchObject({
      image: index,
      transitions: [{ kind: 'unobserved', cause: 'archived' }],
      heads: [{ digest: branch.digest }],
    });
    expect(story.lose(arm)).toMatchObject({ kind: 'unchanged', reason: 'it was head of no line' });
  });

  test('changes nothing where it was head of nothing, even as the policy changes', () => {
    const story = aStory();
    story.see(newer, complete(aFinding({ severity: 'LOW' })));
    expect(story.lose(old.digest, 'deleted', { decidedBy: laxer })).toMatchObject({ kind: 'unchanged' });
  });

  test('took issues with it that are stale, where an image turned out to be a part of what is in no line', () => {
    const story = aStory();
    const alone = anImage({ digest: amd, tags: [], parts: [{ digest: amd, platform: null }] });
    story.see(alone, complete(openssl));
    const ignoring = aPolicy({ hash: 'ignoring', ignore: [aPattern('prod')] });
    expect(recordOf(story.see(index, { [amd]: failed }, { decidedBy: ignoring })).transitions).toEqual([
      { kind: 'unobserved', cause: 'stale', issue: 0 },
    ]);
  });
});

describe('Security Hub', () => {
  const policy = aPolicy({ receivers: [{ name: 'hub', channel: 'security-hub' }], routes: [aRoute({ to: 'hub' })] });
  const enhanced = (...findings: Finding[]): Settled => ({
    kind: 'complete',
    scan: aScan({ engine: 'enhanced', findings }),
  });

  test('gets nothing where one platform has an enhanced scan', () => {
    const [amd, arm] = [aDigest('1'), aDigest('2')];
    const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm });
    expect(recordOf(aStory(policy).see(index, { [amd]: complete(openssl), [arm]: enhanced(openssl) })).alerts).toEqual(
      [],
    );
  });

  test('gets nothing where an image went, and Inspector scans what is left', () => {
    const story = aStory(policy);
    story.see(old, enhanced(openssl));
    story.see(branch, enhanced(tar));
    expect(recordOf(story.lose(branch.digest)).alerts).toEqual([]);
  });

  test('gives back what it was told before anything else is, and gets it when basic scans again', () => {
    const story = aStory(policy);
    story.see(old, complete(openssl));
    expect(recordOf(story.see(old, enhanced(another)))).toMatchObject({
      transitions: [],
      alerts: [{ kind: 'findings', handedOver: true, issues: [0] }],
      heads: [{ engine: 'basic' }],
      ledger: { issues: [{ vulnerability: openssl.vulnerability, state: 'open', told: {} }] },
    });
    expect(recordOf(story.see(old, enhanced(another)))).toMatchObject({
      transitions: [{ kind: 'unobserved', cause: 'engine-switched' }, { kind: 'opened' }],
      alerts: [],
      heads: [{ engine: 'enhanced' }],
    });
    expect(recordOf(story.see(old, complete(another))).alerts).toMatchObject([
      { kind: 'findings', handedOver: false, issues: [1] },
    ]);
  });
});

describe('a score that events told', () => {
  const asking = aPolicy({ routes: [aRoute({ epss: 0.1 })] });
  const likely = { epss: new Map([[openssl.vulnerability, 0.4]]) };

  test('is kept, and makes routes hold', () => {
    const story = aStory(asking);
    expect(recordOf(story.see(old, complete(openssl, tar))).alerts).toEqual([]);
    const { alerts, ledger } = recordOf(story.see(old, complete(openssl, tar), likely));
    expect(alerts).toMatchObject([{ kind: 'summary', first: false, issues: [0], below: { HIGH: 1 } }]);
    expect(ledger.issues.map(({ detail }) => detail.epss)).toEqual([0.4, null]);
  });

  test('is known still where nobody says it again', () => {
    const story = aStory(asking);
    story.see(old, complete(openssl), likely);
    expect(story.see(old, complete(openssl))).toMatchObject({ kind: 'unchanged' });
    expect(recordOf(story.see(old, complete(openssl, tar))).ledger.issues[0]?.detail.epss).toBe(0.4);
  });

  test('is nothing new where no route asks for it', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    expect(story.see(old, complete(openssl), likely)).toMatchObject({ kind: 'unchanged' });
  });
});

describe('an image that containers run from now on', () => {
  const scanned = (inUse: number): Settled => ({
    kind: 'complete',
    scan: aScan({ engine: 'enhanced', inUse, findings: [openssl] }),
  });

  test('concerns who asked for what is in use, once', () => {
    const story = aStory(aPolicy({ routes: [aRoute({ inUse: true })] }));
    expect(recordOf(story.see(old, scanned(0))).alerts).toEqual([]);
    expect(recordOf(story.see(old, scanned(2))).alerts).toMatchObject([{ kind: 'summary', issues: [0] }]);
    expect(story.see(old, scanned(3))).toMatchObject({ kind: 'moved' });
    expect(story.see(old, scanned(0))).toMatchObject({ kind: 'moved' });
    expect(story.see(old, scanned(1))).toMatchObject({ kind: 'moved' });
  });
});

describe('an issue that a rule of Inspector hides', () => {
  const hidden = { ...openssl, suppressed: true };
  const told = (evaluated: Parameters<typeof recordOf>[0]) => {
    const { transitions, alerts } = recordOf(evaluated);
    return [transitions.map((each) => ('cause' in each ? each.cause : each.kind)), alerts.map(({ kind }) => kind)];
  };

  test('is told again once nothing hides it', () => {
    const story = aStory();
    expect(told(story.see(old, complete(openssl)))).toEqual([['new-image'], ['summary']]);
    expect(told(story.see(old, complete(hidden)))).toEqual([['suppressed'], []]);
    expect(story.see(old, complete(hidden))).toMatchObject({ kind: 'unchanged' });
    expect(story.see(newer, complete({ ...hidden, version: '3.0.12' }))).toMatchObject({ kind: 'moved' });
    expect(told(story.see(newer, complete(openssl)))).toEqual([['voided'], ['changes']]);
    expect(story.see(newer, complete(openssl))).toMatchObject({ kind: 'unchanged' });
  });

  test('from the first is told to nobody, nor is its end', () => {
    const story = aStory();
    expect(told(story.see(old, complete(hidden)))).toEqual([['suppressed'], []]);
    expect(told(story.see(newer, complete()))).toEqual([['fixed'], []]);
  });
});

describe('another engine', () => {
  const named = aFinding({ packageType: 'DPKG', packageName: 'libssl3', fixable: true });
  const enhanced = (...findings: Finding[]): Settled => ({
    kind: 'complete',
    scan: aScan({ engine: 'enhanced', findings }),
  });

  test('is told of once, with what is unknown; what it calls otherwise is the same, what it does not list out of sight', () => {
    const story = aStory();
    story.see(old, complete(openssl, tar));
    const { transitions, alerts, ledger } = recordOf(story.see(newer, enhanced(named, another)));
    expect(transitions).toEqual([
      { kind: 'unobserved', cause: 'engine-switched', issue: 1 },
      { kind: 'opened', cause: 'new-image', issue: 2 },
    ]);
    expect(alerts).toMatchObject([{ kind: 'summary', switched: { from: 'basic', to: 'enhanced' }, issues: [2] }]);
    expect(ledger.issues).toMatchObject([
      {
        packageName: 'libssl3',
        packageType: 'DPKG',
        firstSeenAt: '2026-11-21T08:01:00.000Z',
        detail: { fixable: true },
      },
      { packageName: 'tar', state: 'unobserved' },
      { vulnerability: another.vulnerability },
    ]);
    expect(story.see(newer, enhanced(named, another))).toMatchObject({ kind: 'unchanged' });
    expect(recordOf(story.see(third, enhanced(another))).transitions).toMatchObject([{ kind: 'resolved' }]);
  });

  test('is told of though it finds the same', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    expect(recordOf(story.see(old, enhanced(openssl))).alerts).toMatchObject([{ kind: 'summary', issues: [] }]);
  });

  test('is kept where it and the one before find nothing', () => {
    const story = aStory();
    story.see(old, complete());
    expect(story.see(old, enhanced())).toMatchObject({ kind: 'moved', heads: [{ engine: 'enhanced' }] });
  });
});
