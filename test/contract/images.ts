import { describe, expect, test } from 'vitest';
import type { Image } from '../../functions/core/domain/image.ts';
import type { Scan } from '../../functions/core/domain/scan.ts';
import type { ImageName, Images } from '../../functions/core/ports.ts';
import { aDigest, aFinding, anImage, aScan } from '../support/builders.ts';

/** A registry, and what happens in it. */
export interface Registry {
  readonly images: Images;
  push(image: Image): void;
  pushIndex(name: ImageName): void;
  delete(name: ImageName): void;
  scanned(name: ImageName, scan: Scan): void;
  /** Its pages are of two scans. */
  rescannedMeanwhile(name: ImageName): void;
}

/** What every registry promises. */
export const imagesContract = (newRegistry: () => Promise<Registry>): void => {
  const named = { repository: 'payments/api', digest: aDigest() };

  describe('describe', () => {
    test('tells an image with its tags and when it was pushed', async () => {
      const { images, push } = await newRegistry();
      const image = anImage({ tags: ['v1.4.2', 'latest'] });
      push(image);
      expect(await images.describe(named)).toEqual({ kind: 'image', image });
    });

    test('tells an image that has no tag', async () => {
      const { images, push } = await newRegistry();
      push(anImage({ tags: [] }));
      expect(await images.describe(named)).toEqual({ kind: 'image', image: anImage({ tags: [] }) });
    });

    test('tells why something is no image', async () => {
      const { images, pushIndex } = await newRegistry();
      pushIndex(named);
      expect(await images.describe(named)).toEqual({ kind: 'no-image', reason: expect.stringContaining('index') });
    });
  });

  test('what never was, or was deleted, is gone, with a reason', async () => {
    const registry = await newRegistry();
    const gone = { kind: 'gone', reason: expect.stringMatching(/./) };
    expect(await registry.images.describe(named)).toEqual(gone);
    expect(await registry.images.scan(named)).toEqual(gone);
    registry.push(anImage());
    registry.scanned(named, aScan());
    expect(await registry.images.describe({ ...named, digest: aDigest('b') })).toEqual(gone);
    registry.delete(named);
    expect(await registry.images.describe(named)).toEqual(gone);
    expect(await registry.images.scan(named)).toEqual(gone);
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

    test.each(['FAILED', 'IN_PROGRESS', 'A_WORD_OF_TOMORROW'])('tells the status %s as it is', async (status) => {
      const scan = aScan({ status, description: 'UnsupportedImageError: no.', completedAt: null, findings: [] });
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
