import { describe, expect, test } from 'vitest';
import type { Image } from '../../functions/core/domain/image.ts';
import type { ImageName, Repositories } from '../../functions/core/ports/registry.ts';
import { aDigest, anImage, aRegistry } from '../support/builders.ts';

interface World {
  readonly repositories: Repositories;
  /** Makes the repository, too, which is scanned on push. */
  push(image: Image): void;
  pushIndex(image: Image): void;
  archive(name: ImageName): void;
  /** Enhanced scanning, which is continuous, from now on. */
  enhance(): void;
  /** Nothing scans the repository from now on. */
  exclude(repository: string): void;
}

const API = anImage();
const WEB = anImage({ repository: 'payments/web' });

/** What all that knows a registry as a whole promises. */
export const repositoriesContract = (newWorld: () => Promise<World>): void => {
  test('it has its repositories, and where they are', async () => {
    const { repositories, push } = await newWorld();
    expect(await repositories.all()).toEqual([]);
    for (const image of [API, WEB]) push(image);
    expect(await repositories.all()).toEqual([
      { repository: 'payments/api', registry: aRegistry() },
      { repository: 'payments/web', registry: aRegistry() },
    ]);
  });

  test('it says how it is scanned, and each repository that is there', async () => {
    const { repositories, push, exclude, enhance } = await newWorld();
    for (const image of [API, WEB]) push(image);
    exclude('payments/web');
    expect(await repositories.scanType()).toEqual({ kind: 'type', type: 'BASIC' });
    expect(await repositories.scanning(['payments/api', 'payments/web', 'payments/none'])).toEqual(
      new Map([
        ['payments/api', { frequency: 'SCAN_ON_PUSH', onPush: true }],
        ['payments/web', { frequency: 'MANUAL', onPush: false }],
      ]),
    );
    expect(await repositories.scanning([])).toEqual(new Map());
    enhance();
    expect(await repositories.scanType()).toEqual({ kind: 'type', type: 'ENHANCED' });
    expect((await repositories.scanning(['payments/api'])).get('payments/api')?.frequency).toBe('CONTINUOUS_SCAN');
  });

  describe('a scan', () => {
    test('is started of an image, and not again the same day', async () => {
      const { repositories, push } = await newWorld();
      push(API);
      expect(await repositories.startScan(API)).toEqual({ kind: 'started' });
      expect(await repositories.startScan(API)).toEqual({ kind: 'not-started' });
    });

    test('is not started of what is gone, archived, or an index', async () => {
      const { repositories, push, pushIndex, archive } = await newWorld();
      const [archived, index] = [anImage({ digest: aDigest('b') }), anImage({ digest: aDigest('c'), tags: [] })];
      for (const image of [API, archived]) push(image);
      archive(archived);
      pushIndex(index);
      for (const name of [archived, index, WEB, anImage({ digest: aDigest('f') })])
        expect(await repositories.startScan(name)).toEqual({ kind: 'not-started' });
    });

    test('is not started where scanning is enhanced', async () => {
      const { repositories, push, enhance } = await newWorld();
      push(API);
      enhance();
      expect(await repositories.startScan(API)).toEqual({ kind: 'not-started' });
    });
  });
};
