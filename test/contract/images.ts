import { describe, expect, test } from 'vitest';
import type { Scan } from '../../functions/core/domain/scan.ts';
import type { ImageName, Images, Listed } from '../../functions/core/ports/registry.ts';
import { aDigest, aFinding, anImage, aScan } from '../support/builders.ts';
import type { Pushed } from '../support/fake-images.ts';

/** A registry, and what happens in it. */
export interface Registry {
  readonly images: Images;
  push(image: Pushed): void;
  pushIndex(index: Pushed, lists: readonly Listed[]): void;
  pushChart(name: ImageName): void;
  delete(name: ImageName): void;
  archive(name: ImageName): void;
  scanned(name: ImageName, scan: Scan): void;
  /** Its pages are of two scans. */
  rescannedMeanwhile(name: ImageName): void;
}

const reason = expect.stringMatching(/./);

/** What every registry promises. */
export const imagesContract = (newRegistry: () => Promise<Registry>): void => {
  const repository = 'payments/api';
  const named = { repository, digest: aDigest() };
  const other = { repository, digest: aDigest('b') };
  const { pushedAt } = anImage();
  const lists: readonly Listed[] = [
    { digest: aDigest('1'), platform: 'linux/amd64', isImage: true },
    { digest: aDigest('2'), platform: 'linux/arm/v7', isImage: true },
    { digest: aDigest('3'), isImage: false },
    { digest: aDigest('4'), platform: null, isImage: true },
  ];

  describe('describe', () => {
    test.each([[['v1.4.2', 'latest']], [[]]])(
      'tells an image with its tags %j and when it was pushed',
      async (tags) => {
        const { images, push } = await newRegistry();
        push(anImage({ tags }));
        const manifest = { digest: named.digest, tags, pushedAt, isIndex: false };
        expect(await images.describe(named)).toEqual({ kind: 'manifest', manifest });
      },
    );

    test('tells an index as such', async () => {
      const { images, pushIndex } = await newRegistry();
      pushIndex(anImage({ tags: ['v1.4.2'] }), lists);
      const manifest = { digest: named.digest, tags: ['v1.4.2'], pushedAt, isIndex: true };
      expect(await images.describe(named)).toEqual({ kind: 'manifest', manifest });
    });

    test('tells a tag of the image that has it now', async () => {
      const { images, push } = await newRegistry();
      push(anImage({ tags: ['v1.4.2', 'latest'] }));
      push(anImage({ ...other, tags: ['latest'] }));
      expect(await images.describe(named)).toMatchObject({ manifest: { tags: ['v1.4.2'] } });
      expect(await images.describe(other)).toMatchObject({ manifest: { tags: ['latest'] } });
    });

    test('tells why something is no image', async () => {
      const { images, pushChart } = await newRegistry();
      pushChart(named);
      expect(await images.describe(named)).toEqual({ kind: 'no-image', reason: expect.stringContaining('Helm') });
    });
  });

  test('what never was, or was deleted, is gone, with a reason', async () => {
    const registry = await newRegistry();
    const gone = { kind: 'gone', cause: 'deleted', reason };
    expect(await registry.images.describe(named)).toEqual(gone);
    expect(await registry.images.scan(named)).toEqual(gone);
    registry.push(anImage());
    registry.scanned(named, aScan());
    expect(await registry.images.describe(other)).toEqual(gone);
    registry.delete(named);
    expect(await registry.images.describe(named)).toEqual(gone);
    expect(await registry.images.scan(named)).toEqual(gone);
  });

  test('what is archived is gone, but not deleted', async () => {
    const { images, push, archive } = await newRegistry();
    push(anImage());
    archive(named);
    expect(await images.describe(named)).toEqual({ kind: 'gone', cause: 'archived', reason });
  });

  describe('list', () => {
    test('tells what each index lists, in order, and what of it is no image', async () => {
      const { images, pushIndex } = await newRegistry();
      pushIndex(anImage(), lists);
      pushIndex(anImage(other), []);
      expect(await images.list(repository, [other.digest, named.digest])).toEqual(
        new Map([
          [named.digest, lists],
          [other.digest, []],
        ]),
      );
    });

    test('leaves out what is no index, archived, deleted, or never was', async () => {
      const registry = await newRegistry();
      expect(await registry.images.list(repository, [named.digest])).toEqual(new Map());
      const [kept, archived, deleted] = ['c', 'd', 'e'].map((digit) => ({ repository, digest: aDigest(digit) }));
      if (!kept || !archived || !deleted) throw new Error('three indexes');
      for (const index of [kept, archived, deleted]) registry.pushIndex(anImage({ ...index, tags: [] }), lists);
      registry.push(anImage());
      registry.archive(archived);
      registry.delete(deleted);
      const asked = [named, kept, archived, deleted, other].map(({ digest }) => digest);
      expect(await registry.images.list(repository, asked)).toEqual(new Map([[kept.digest, lists]]));
    });

    test('of nothing is nothing', async () => {
      const { images, push } = await newRegistry();
      push(anImage());
      expect(await images.list(repository, [])).toEqual(new Map());
    });
  });

  describe('tagged', () => {
    const pushed = (digit: string, tags: readonly string[], day: string) =>
      anImage({ digest: aDigest(digit), tags, pushedAt: `2026-10-${day}T09:00:00.000Z` });

    test('tells images and indexes that have a tag, those pushed last first', async () => {
      const { images, push, pushIndex } = await newRegistry();
      push(pushed('1', ['v1'], '01'));
      push(pushed('2', [], '02'));
      pushIndex(pushed('3', ['v3', 'latest'], '03'), lists);
      push(pushed('4', ['v4'], '01'));
      expect(await images.tagged(repository)).toEqual([
        { digest: aDigest('3'), tags: ['v3', 'latest'], pushedAt: '2026-10-03T09:00:00.000Z', isIndex: true },
        { digest: aDigest('4'), tags: ['v4'], pushedAt: '2026-10-01T09:00:00.000Z', isIndex: false },
        { digest: aDigest('1'), tags: ['v1'], pushedAt: '2026-10-01T09:00:00.000Z', isIndex: false },
      ]);
    });

    test('leaves out what is no image, lost its tags, is archived, deleted, or in another repository', async () => {
      const registry = await newRegistry();
      registry.pushChart(other);
      for (const [digit, tag] of [
        ['1', 'latest'],
        ['2', 'v2'],
        ['3', 'v3'],
        ['4', 'latest'],
      ] as const)
        registry.push(pushed(digit, [tag], '01'));
      registry.push(anImage({ repository: 'payments/web' }));
      registry.archive({ repository, digest: aDigest('2') });
      registry.delete({ repository, digest: aDigest('3') });
      expect((await registry.images.tagged(repository)).map(({ digest }) => digest)).toEqual([aDigest('4')]);
    });

    test('of a repository that nobody knows is nothing', async () => {
      expect(await (await newRegistry()).images.tagged(repository)).toEqual([]);
    });
  });

  describe('scan', () => {
    const scanned = async (scan: Scan) => {
      const { images, push, scanned } = await newRegistry();
      push(anImage());
      scanned(named, scan);
      return images.scan(named);
    };

    test('tells an image that was not scanned, with a reason', async () => {
      const { images, push } = await newRegistry();
      push(anImage());
      expect(await images.scan(named)).toEqual({ kind: 'no-scan', reason: expect.stringMatching(/./) });
    });

    test('tells a scan with all that was found', async () => {
      const bare = { packageName: null, version: null, cvss: null, advisory: null, description: null };
      const findings = [aFinding(), aFinding({ ...bare, severity: 'BEYOND', vulnerability: 'RHSA-2026:0001' })];
      expect(await scanned(aScan({ findings }))).toEqual({ kind: 'scan', scan: aScan({ findings }) });
    });

    test('tells thousands of findings, each once and in order', async () => {
      const findings = Array.from({ length: 2500 }, (_, n) => aFinding({ vulnerability: `CVE-2026-${n}` }));
      expect(await scanned(aScan({ findings }))).toEqual({ kind: 'scan', scan: aScan({ findings }) });
    });

    test('tells what enhanced scanning knows besides', async () => {
      const known = aFinding({
        fixedIn: '3.0.15',
        fixable: true,
        exploited: true,
        path: 'app/package-lock.json',
        layer: aDigest('d'),
        packageType: 'npm',
      });
      const unfixed = aFinding({ severity: 'UNTRIAGED', fixable: false, exploited: false, suppressed: true });
      const unsaid = aFinding({ packageName: null, version: null, cvss: null, advisory: null, description: null });
      const scan = aScan({ engine: 'enhanced', status: 'ACTIVE', inUse: 7, findings: [known, unfixed, unsaid] });
      expect(await scanned(scan)).toEqual({ kind: 'scan', scan });
    });

    test.each(['basic', 'enhanced'] as const)('tells whether a clean %s scan counts, be it zeros', async (engine) => {
      for (const counted of [true, false]) {
        const scan = aScan({ engine, counted, findings: [] });
        expect(await scanned(scan)).toEqual({ kind: 'scan', scan });
      }
    });

    test.each(['FAILED', 'IN_PROGRESS', 'A_WORD_OF_TOMORROW'])('tells the status %s as it is', async (status) => {
      const description = 'UnsupportedImageError: no.';
      const scan = aScan({ status, description, completedAt: null, counted: false, findings: [] });
      expect(await scanned(scan)).toEqual({ kind: 'scan', scan });
    });

    test('never makes one scan out of two', async () => {
      const { images, push, rescannedMeanwhile } = await newRegistry();
      push(anImage());
      rescannedMeanwhile(named);
      expect(await images.scan(named)).toEqual({ kind: 'torn', reason: expect.stringMatching(/./) });
    });
  });
};
