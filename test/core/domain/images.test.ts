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
  scan: aScan({ status: 'FAILED', description: 'UnsupportedImageError: no', findings: [] }),
  status: 'FAILED',
  description: 'UnsupportedImageError: no',
};

const openssl = aFinding();
const zlib = aFinding({ vulnerability: 'CVE-2026-2', packageName: 'zlib1g', version: '1.2', severity: 'HIGH' });

const [amd, arm, amd2, arm2] = [aDigest('1'), aDigest('2'), aDigest('3'), aDigest('4')];
const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm });
const next = anIndex(
  { 'linux/amd64': amd2, 'linux/arm64': arm2 },
  { digest: aDigest('f'), tags: ['v1.4.3'], pushedAt: '2026-11-02T09:00:00.000Z' },
);

const old = anImage();
const newer = anImage({ digest: aDigest('b'), tags: ['v1.4.3'], pushedAt: '2026-11-02T09:00:00.000Z' });

const headsOf = (story: ReturnType<typeof aStory>) =>
  story.kept.heads.map(({ line, platform, digest }) => [line, platform, digest]);

describe('an index', () => {
  test('is one image to people: the same issue on two platforms is two occurrences of one', () => {
    const record = recordOf(aStory().see(index, complete(openssl)));
    expect(record.alerts).toMatchObject([{ kind: 'summary', issues: [0] }]);
    expect(record.ledger.issues).toMatchObject([
      {
        occurrences: [
          { digest: amd, platform: 'linux/amd64' },
          { digest: arm, platform: 'linux/arm64' },
        ],
      },
    ]);
    expect(record.image).toEqual(index);
    expect(record.scans.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
  });

  test('an issue is open while one platform has it', () => {
    const story = aStory();
    story.see(index, complete(openssl));
    const half = recordOf(story.see(next, { [amd2]: complete(), [arm2]: complete(openssl) }));
    expect(half).toMatchObject({ transitions: [], alerts: [] });
    expect(recordOf(story.see(next, complete())).transitions).toMatchObject([{ kind: 'resolved', cause: 'retracted' }]);
  });

  test('a platform that is not scanned yet keeps its head', () => {
    const story = aStory();
    story.see(index, complete(openssl));
    story.see(next, { [amd2]: complete() });
    expect(headsOf(story)).toEqual([
      ['v*.*.*', 'linux/amd64', amd2],
      ['v*.*.*', 'linux/arm64', arm],
    ]);
    expect(story.kept.ledger.issues).toMatchObject([{ state: 'open', occurrences: [{ digest: arm }] }]);
  });

  test('a platform that the newest completely scanned one does not list ends', () => {
    const story = aStory();
    story.see(index, { [amd]: complete(), [arm]: complete(openssl) });
    const alone = anIndex({ 'linux/amd64': amd2 }, { ...next, parts: [{ digest: amd2, platform: 'linux/amd64' }] });
    expect(recordOf(story.see(alone, complete())).transitions).toMatchObject([{ kind: 'resolved', cause: 'fixed' }]);
    expect(headsOf(story)).toEqual([['v*.*.*', 'linux/amd64', amd2]]);
  });

  test('an image by itself that takes its place ends all platforms', () => {
    const story = aStory();
    story.see(index, complete(openssl));
    expect(story.see(newer, complete(openssl))).toMatchObject({ kind: 'changed', news: false });
    expect(headsOf(story)).toEqual([['v*.*.*', null, newer.digest]]);
  });

  test('tells the platforms that failed in one, after what the others brought', () => {
    const story = aStory();
    const verdicts = { [amd]: complete(openssl), [arm]: failed };
    expect(recordOf(story.see(index, verdicts)).alerts).toMatchObject([{ kind: 'summary' }]);
    expect(recordOf(story.see(index, verdicts)).alerts).toMatchObject([
      { kind: 'scan-news', platforms: ['linux/arm64'], lastComplete: null },
    ]);
    expect(story.see(index, verdicts)).toMatchObject({ kind: 'unchanged', reason: 'told before: FAILED' });
  });

  test('a part that was taken for an image by itself is one no more', () => {
    const story = aStory();
    story.see(anImage({ digest: amd, tags: [], parts: [{ digest: amd, platform: null }] }), complete(openssl));
    story.see(index, complete(openssl));
    expect(headsOf(story).map(([line]) => line)).toEqual(['v*.*.*', 'v*.*.*']);
  });
});

describe('a manifest that is a part of two images', () => {
  const shared = anIndex(
    { 'linux/amd64': amd2, 'linux/arm64': arm },
    { digest: aDigest('f'), tags: ['pr-7'], pushedAt: '2026-11-02T09:00:00.000Z' },
  );

  test('concerns those whose routes choose one of them, whatever the other is called', () => {
    const policy = aPolicy({
      receivers: [aBotReceiver('payments'), aBotReceiver('platform')],
      routes: [
        aRoute({ whose: { repository: null, tag: [aPattern('pr-*')] } }),
        aRoute({ to: 'platform', otherwise: true }),
      ],
    });
    const story = aStory(policy);
    story.see(index, { [amd]: complete(), [arm]: complete() });
    story.see(shared, { [amd2]: complete(), [arm]: complete() });
    const record = recordOf(story.see(shared, { [amd2]: complete(), [arm]: complete(openssl) }));
    expect(record.alerts.map(({ receiver }) => receiver)).toEqual(['payments', 'platform']);
  });
});

describe('a tag that moves', () => {
  const prod = (image: typeof old) => ({ ...image, tags: [...image.tags, 'prod'] });

  test('to a newer image tells nobody who was told', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(newer, complete(openssl));
    expect(story.see(prod(newer), complete(openssl))).toMatchObject({ kind: 'moved' });
    expect(headsOf(story)).toEqual([
      ['prod', null, newer.digest],
      ['v*.*.*', null, newer.digest],
    ]);
  });

  test('starts to concern a receiver whose route names it', () => {
    const policy = aPolicy({
      receivers: [aBotReceiver('payments'), aBotReceiver('release')],
      routes: [
        aRoute({ otherwise: true, severity: 'HIGH' }),
        aRoute({ to: 'release', whose: { repository: null, tag: [aPattern('prod')] } }),
      ],
    });
    const story = aStory(policy);
    story.see(old, complete(openssl));
    expect(recordOf(story.see(prod(old), complete(openssl))).alerts).toMatchObject([
      { kind: 'summary', first: false, receiver: 'release', issues: [0] },
    ]);
  });

  test('back to an older image makes that the head: what only it has is open again', () => {
    const story = aStory();
    story.see({ ...old, tags: ['prod'] }, complete(openssl));
    story.see({ ...newer, tags: ['prod'] }, complete());
    const back = recordOf(
      story.see({ ...old, tags: ['prod'] }, complete(openssl), { taggedAt: '2026-11-21T08:02:00Z' }),
    );
    expect(back.transitions).toEqual([{ kind: 'opened', cause: 'reopened', issue: 0 }]);
    expect(headsOf(story)).toEqual([['prod', null, old.digest]]);
    expect(story.asked).toEqual([]);
  });

  test('off the head of a line of many tags asks the registry who is next', () => {
    const story = aStory();
    const middle = anImage({ digest: aDigest('c'), tags: ['v1.4.2.1'], pushedAt: '2026-11-01T09:00:00.000Z' });
    const line = { ...middle, tags: ['v1.4.9'] };
    story.see(old, complete(openssl));
    story.see(line, complete(zlib));
    story.see(newer, complete());
    story.see({ ...old, tags: ['v1.4.2', 'v1.4.3'] }, complete(openssl));
    expect(headsOf(story)).toEqual([['v*.*.*', null, line.digest]]);
    expect(story.kept.ledger.issues.filter(({ state }) => state === 'open')).toMatchObject([
      { vulnerability: 'CVE-2026-2' },
    ]);
    expect(story.asked.map(({ about }) => about)).toEqual(['tagged', 'scans']);
  });

  test('to a head whose last scan failed makes it a head there too', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see(prod(old), failed);
    expect(headsOf(story)).toEqual([
      ['prod', null, old.digest],
      ['v*.*.*', null, old.digest],
    ]);
  });

  test('while no image carries the tag the head stays', () => {
    const story = aStory();
    story.see({ ...old, tags: ['prod'] }, complete(openssl));
    expect(story.see({ ...old, tags: [] }, complete(openssl))).toMatchObject({ kind: 'moved' });
    expect(story.kept.heads).toMatchObject([{ line: 'prod', tags: [] }]);
    expect(story.kept.ledger.issues).toMatchObject([{ state: 'open' }]);
  });
});

describe('an image that is gone', () => {
  test('with nothing in its place leaves its issues unobserved, and those who were told hear of it once', () => {
    const story = aStory();
    story.see(old, complete(openssl, aFinding({ vulnerability: 'CVE-3', severity: 'LOW' })));
    const record = recordOf(story.lose(old.digest));
    expect(record.transitions).toEqual([
      { kind: 'unobserved', cause: 'deleted', issue: 0 },
      { kind: 'unobserved', cause: 'deleted', issue: 1 },
    ]);
    expect(record.alerts).toMatchObject([
      { kind: 'changes', receiver: 'payments', issues: [], resolved: [], unobserved: [0] },
    ]);
    expect(record.image).toEqual(old);
    expect(record.heads).toEqual([]);
    expect(story.lose(old.digest)).toMatchObject({ kind: 'unchanged' });
  });

  test('makes the line’s next scanned image the head', () => {
    const story = aStory();
    story.see(old, complete(zlib));
    story.see(newer, complete(openssl));
    const record = recordOf(story.lose(newer.digest));
    expect(headsOf(story)).toEqual([['v*.*.*', null, old.digest]]);
    expect(record.transitions).toMatchObject([
      { kind: 'opened', cause: 'reopened', issue: 0 },
      { kind: 'resolved', cause: 'fixed', issue: 1 },
    ]);
  });

  test('on one platform only makes the next scanned image head there', () => {
    const story = aStory();
    story.see(index, { [amd]: complete(openssl), [arm]: complete() });
    story.see(next, { [amd2]: complete() });
    story.lose(next.digest);
    expect(headsOf(story)).toEqual([
      ['v*.*.*', 'linux/amd64', amd],
      ['v*.*.*', 'linux/arm64', arm],
    ]);
    expect(story.kept.ledger.issues).toMatchObject([{ state: 'open', occurrences: [{ digest: amd }] }]);
  });

  test('is followed by an older one where the newer has no scan of its platform', () => {
    const story = aStory();
    const third = anIndex(
      { 'linux/amd64': aDigest('5'), 'linux/arm64': aDigest('6') },
      { digest: aDigest('d'), tags: ['v1.4.4'], pushedAt: '2026-11-03T09:00:00.000Z' },
    );
    story.see(index, { [amd]: complete(), [arm]: complete(openssl) });
    story.see(next, complete());
    story.see(third, { [aDigest('5')]: complete() });
    story.lose(next.digest);
    expect(headsOf(story)).toEqual([
      ['v*.*.*', 'linux/amd64', aDigest('5')],
      ['v*.*.*', 'linux/arm64', arm],
    ]);
  });

  test('whose issues another line has resolves nothing', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    story.see({ ...newer, tags: ['pr-7'] }, complete(openssl));
    expect(recordOf(story.lose(newer.digest))).toMatchObject({ transitions: [], alerts: [] });
  });

  test('archived or stale, says so', () => {
    for (const cause of ['archived', 'stale'] as const) {
      const story = aStory();
      story.see(old, complete(openssl));
      expect(recordOf(story.lose(old.digest, cause)).transitions).toMatchObject([{ kind: 'unobserved', cause }]);
    }
  });

  test('that was no head changes nothing', () => {
    const story = aStory();
    story.see(newer, complete(openssl));
    expect(story.lose(old.digest)).toMatchObject({ kind: 'unchanged' });
  });
});

describe('a head', () => {
  test('is live for 180 days from its push, or from when it got the tag', () => {
    const story = aStory();
    story.see({ ...old, tags: ['prod'] }, complete());
    expect(story.kept.heads).toMatchObject([{ liveUntil: '2027-04-29T09:00:00.000Z' }]);
    story.see({ ...old, tags: ['prod'] }, complete(), { taggedAt: '2026-11-21T00:00:00.000Z' });
    expect(story.kept.heads).toMatchObject([{ liveUntil: '2027-05-20T00:00:00.000Z' }]);
  });

  test('is not made of an image that nobody pushed for so long', () => {
    const story = aStory();
    story.see({ ...old, pushedAt: '2026-05-01T00:00:00.000Z' }, complete(openssl));
    expect(story.kept.heads).toEqual([]);
  });
});

describe('versions that only moved', () => {
  const bumped = aFinding({ version: '3.0.12' });
  const third = anImage({ digest: aDigest('c'), tags: ['v1.4.4'], pushedAt: '2026-11-03T09:00:00.000Z' });
  const another = aFinding({ vulnerability: 'CVE-9', version: '3.0.12' });

  test('are no reason to keep a record, and are asked for where a cause rests on them', () => {
    const story = aStory();
    story.see(old, complete(openssl));
    expect(story.see(newer, complete(bumped))).toMatchObject({ kind: 'moved', heads: [{ bumped: true }] });
    expect(story.asked).toEqual([]);
    expect(recordOf(story.see(third, complete(bumped, another))).transitions).toMatchObject([{ cause: 'disclosed' }]);
    expect(story.asked).toMatchObject([{ about: 'scans', parts: [{ digest: newer.digest }] }]);
  });

  test('three rebuilds later the ledger is still right', () => {
    const story = aStory();
    story.see(old, complete(openssl, zlib));
    story.see(newer, complete(bumped, zlib));
    story.see(third, complete(zlib, bumped));
    const last = anImage({ digest: aDigest('d'), tags: ['v1.4.5'], pushedAt: '2026-11-04T09:00:00.000Z' });
    const record = recordOf(story.see(last, complete(zlib)));
    expect(record.transitions).toEqual([{ kind: 'resolved', cause: 'fixed', issue: 0 }]);
    expect(record.ledger.issues[1]).toMatchObject({ occurrences: [{ digest: last.digest }] });
    expect(record.version).toBe(4);
  });
});

describe('what a receiver asked to hear besides', () => {
  test('resolved issues that it was told of, in one alert', () => {
    const policy = aPolicy({ routes: [aRoute({ severity: 'HIGH', also: ['resolved'], otherwise: true })] });
    const story = aStory(policy);
    story.see(old, complete(openssl, zlib, aFinding({ vulnerability: 'CVE-3', severity: 'LOW' })));
    expect(recordOf(story.see(newer, complete())).alerts).toMatchObject([
      { kind: 'changes', issues: [], resolved: [0, 1], because: [{ route: 1 }] },
    ]);
  });

  test('a thread that nothing is open in any more is done', () => {
    const story = aStory();
    story.see(old, complete(openssl, zlib));
    expect(recordOf(story.see(newer, complete(zlib))).alerts).toEqual([]);
    expect(recordOf(story.see(newer, complete())).alerts).toEqual([
      { kind: 'done', receiver: 'payments', because: [], mention: [] },
    ]);
  });
});

describe('a lineage of a repository that is split', () => {
  const policy = aPolicy({ lineages: [{ repository: 'payments/api', tags: [aPattern('web-*')] }] });

  test('has the images with its tags, and no others', () => {
    const web = { ...old, tags: ['web-1'] };
    expect(aStory(policy, 'payments/api').see(web, complete(openssl))).toMatchObject({ kind: 'unchanged' });
    const story = aStory(policy, 'payments/api:web-*');
    expect(story.see(newer, complete(openssl))).toMatchObject({ kind: 'unchanged' });
    expect(recordOf(story.see(web, complete(openssl)))).toMatchObject({ lineage: 'payments/api:web-*' });
  });
});
