import {
  DescribeImageScanFindingsCommand,
  ImageArchivedException,
  ImageNotFoundException,
  InvalidParameterException,
  LimitExceededException,
  RepositoryNotFoundException,
  ScanNotFoundException,
  StartImageScanCommand,
  UnsupportedImageTypeException,
  ValidationException,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Aws, startAws } from '../../support/aws.ts';
import { aDigest } from '../../support/builders.ts';

const REPOSITORY = 'payments/api';
const IMAGE = { repositoryName: REPOSITORY, imageDigest: aDigest(), imageTags: ['v1.4.2'] };
const PUSHED = Date.parse('2026-11-21T08:00:00Z');
const SECOND = 1000;
const DAY = 86_400 * SECOND;

let aws: Aws;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: PUSHED });
  aws = await startAws();
  aws.ecr.mergeImages([IMAGE]);
});
afterEach(async () => {
  await aws.stop();
  vi.useRealTimers();
});

const pass = (milliseconds: number): void => {
  vi.setSystemTime(Date.now() + milliseconds);
};
const start = (input: object = {}) =>
  aws.ecrClient.send(
    new StartImageScanCommand({ repositoryName: REPOSITORY, imageId: { imageDigest: aDigest() }, ...input }),
  );
const describeScan = () =>
  aws.ecrClient.send(
    new DescribeImageScanFindingsCommand({ repositoryName: REPOSITORY, imageId: { imageDigest: aDigest() } }),
  );
/** Scanned when it says, or at the time it is given. */
const page = (names: readonly string[], completed?: string) => ({
  imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
  imageScanFindings: {
    ...(completed !== undefined && { imageScanCompletedAt: completed }),
    findings: names.map((name) => ({ name, severity: name === 'CVE-1' ? 'CRITICAL' : 'HIGH' })),
  },
});
const setScan = (...pages: readonly object[]): void => aws.ecr.setScan(REPOSITORY, aDigest(), pages);
const found = async () => (await describeScan()).imageScanFindings?.findings?.map(({ name }) => name);

describe('a scan that is started', () => {
  test('is in progress for a while, then complete at its own time, with what the next one finds', async () => {
    setScan(page(['CVE-2'], '2026-08-01T00:00:00Z'));
    aws.ecr.setNextScan(REPOSITORY, aDigest(), [page(['CVE-1', 'CVE-2'], '2026-08-01T00:00:00Z')]);
    expect(await start({ imageId: { imageTag: 'v1.4.2' } })).toMatchObject({
      registryId: '111122223333',
      repositoryName: REPOSITORY,
      imageId: { imageTag: 'v1.4.2' },
      imageScanStatus: { status: 'IN_PROGRESS' },
    });
    const ends = aws.ecr.nextScanEnd() ?? 0;
    expect(aws.ecr.endScans()).toEqual([]);
    expect((await describeScan()).imageScanStatus).toEqual({ status: 'IN_PROGRESS' });
    vi.setSystemTime(ends);
    aws.ecr.endScans();
    expect(await found()).toEqual(['CVE-1', 'CVE-2']);
    expect((await describeScan()).imageScanFindings?.imageScanCompletedAt).toEqual(new Date(ends));
    expect(aws.ecr.nextScanEnd()).toBeNull();
  });

  test('finds what was found before, on all its pages, where nobody says', async () => {
    setScan(page(['CVE-1'], '2026-08-01T00:00:00Z'), page(['CVE-2'], '2026-08-01T00:00:00Z'));
    const { nextToken: before } = await describeScan();
    await start();
    pass(60 * SECOND);
    aws.ecr.endScans();
    const { nextToken } = await describeScan();
    expect([await found(), nextToken === before]).toEqual([['CVE-1'], false]);
    const second = { repositoryName: REPOSITORY, imageId: { imageDigest: aDigest() }, nextToken };
    const { imageScanFindings } = await aws.ecrClient.send(new DescribeImageScanFindingsCommand(second));
    expect(imageScanFindings).toMatchObject({
      imageScanCompletedAt: new Date(PUSHED + 30 * SECOND),
      findings: [{ name: 'CVE-2' }],
    });
  });

  test('of an image that the scenario says nothing of fails, and says so', async () => {
    await start();
    pass(60 * SECOND);
    aws.ecr.endScans();
    expect((await describeScan()).imageScanStatus).toEqual({
      status: 'FAILED',
      description: 'the scenario does not say what a scan of this image finds',
    });
  });

  test('may end in what ECR answers instead, of which no event tells', async () => {
    aws.ecr.setNextScan(REPOSITORY, aDigest(), { error: 'ScanNotFoundException' });
    await start();
    pass(60 * SECOND);
    expect(aws.ecr.endScans()).toEqual([]);
    await expect(describeScan()).rejects.toThrow(ScanNotFoundException);
  });

  test('is over where the scenario says what there is now', async () => {
    aws.ecr.setNextScan(REPOSITORY, aDigest(), [page(['CVE-1'])]);
    await start();
    setScan(page(['CVE-2'], '2026-08-01T00:00:00Z'));
    expect([await found(), aws.ecr.nextScanEnd()]).toEqual([['CVE-2'], null]);
    await start();
    pass(60 * SECOND);
    aws.ecr.endScans();
    expect(await found()).toEqual(['CVE-2']);
  });
});

describe('the event of a scan that was started', () => {
  const eventOf = async (next: object) => {
    aws.ecr.setNextScan(REPOSITORY, aDigest(), [next]);
    await start();
    pass(60 * SECOND);
    return aws.ecr.endScans();
  };

  test('is as AWS delivers it', async () => {
    expect(await eventOf(page(['CVE-1', 'CVE-2', 'CVE-3']))).toEqual([
      {
        version: '0',
        id: expect.any(String),
        'detail-type': 'ECR Image Scan',
        source: 'aws.ecr',
        account: '111122223333',
        time: '2026-11-21T08:00:30Z',
        region: 'eu-west-1',
        resources: ['arn:aws:ecr:eu-west-1:111122223333:repository/payments/api'],
        detail: {
          'scan-status': 'COMPLETE',
          'repository-name': REPOSITORY,
          'finding-severity-counts': { CRITICAL: 1, HIGH: 2 },
          'image-digest': aDigest(),
          'image-tags': ['v1.4.2'],
        },
      },
    ]);
  });

  test('counts what the answer counts, which is of all pages', async () => {
    const { imageScanFindings, ...rest } = page(['CVE-1']);
    const counted = { ...rest, imageScanFindings: { ...imageScanFindings, findingSeverityCounts: { CRITICAL: 715 } } };
    expect(await eventOf(counted)).toMatchObject([{ detail: { 'finding-severity-counts': { CRITICAL: 715 } } }]);
  });

  test('of one that failed counts nothing', async () => {
    const [event] = await eventOf({ imageScanStatus: { status: 'FAILED', description: 'UnsupportedImageError' } });
    expect(event?.['detail']).toEqual({
      'scan-status': 'FAILED',
      'repository-name': REPOSITORY,
      'image-digest': aDigest(),
      'image-tags': ['v1.4.2'],
    });
  });

  test('of an image that is gone meanwhile does not come', async () => {
    await start();
    aws.ecr.deleteImage(REPOSITORY, aDigest());
    pass(60 * SECOND);
    expect(aws.ecr.endScans()).toEqual([]);
  });
});

describe('StartImageScan refuses', () => {
  test('an image that was scanned within 24 hours, by itself or because somebody asked', async () => {
    setScan(page(['CVE-2']));
    pass(DAY - SECOND);
    await expect(start()).rejects.toThrow(LimitExceededException);
    pass(SECOND);
    await start();
    pass(DAY - SECOND);
    aws.ecr.endScans();
    // The SDK would take it for throttling, and wait.
    const input = { repositoryName: REPOSITORY, imageId: { imageDigest: aDigest() } };
    expect(aws.ecr.handle('StartImageScan', input)).toMatchObject({ body: { __type: 'LimitExceededException' } });
    pass(SECOND);
    expect(await start()).toMatchObject({ imageScanStatus: { status: 'IN_PROGRESS' } });
  });

  test('no other image for that', async () => {
    aws.ecr.mergeImages([{ repositoryName: REPOSITORY, imageDigest: aDigest('b') }]);
    setScan(page(['CVE-2']));
    expect(await start({ imageId: { imageDigest: aDigest('b') } })).toMatchObject({
      imageScanStatus: { status: 'IN_PROGRESS' },
    });
  });

  test('an index, known by its type or its manifest', async () => {
    const type = 'application/vnd.oci.image.index.v1+json';
    aws.ecr.setManifest(aDigest(), JSON.stringify({ manifests: [] }));
    await expect(start()).rejects.toThrow(UnsupportedImageTypeException);
    await expect(start()).rejects.toThrow(`An artifact with media type '${type}' cannot be scanned.`);
    aws.ecr.mergeImages([
      { ...IMAGE, imageManifestMediaType: 'application/vnd.docker.distribution.manifest.list.v2+json' },
    ]);
    await expect(start()).rejects.toThrow(UnsupportedImageTypeException);
  });

  test('an image that is archived, or on its way back', async () => {
    for (const imageStatus of ['ARCHIVED', 'ACTIVATING']) {
      aws.ecr.mergeImages([{ ...IMAGE, imageStatus }]);
      await expect(start()).rejects.toThrow(ImageArchivedException);
    }
  });

  test('an image, or a repository, that is not there', async () => {
    await expect(start({ imageId: { imageDigest: aDigest('b') } })).rejects.toThrow(ImageNotFoundException);
    await expect(start({ repositoryName: 'payments/web' })).rejects.toThrow(RepositoryNotFoundException);
  });

  test('a registry with enhanced scanning', async () => {
    aws.ecr.setScanning({ scanType: 'ENHANCED' });
    await expect(start()).rejects.toThrow(ValidationException);
    await expect(start()).rejects.toThrow('This feature is disabled');
  });

  test.each([
    ['an image without digest and tag', { imageId: {} }],
    ['a digest that is none', { imageId: { imageDigest: 'abc' } }],
    ['a repository name that is none', { repositoryName: 'Payments' }],
  ])('%s', async (_, input) => {
    await expect(start(input)).rejects.toThrow(InvalidParameterException);
  });

  test('a key that it does not know', () => {
    const input = { repositoryName: REPOSITORY, imageId: { imageDigest: aDigest() }, force: true };
    expect(aws.ecr.handle('StartImageScan', input)).toMatchObject({ body: { __type: 'InvalidParameterException' } });
  });
});

describe('scans of one kind', () => {
  test('are not there while the other is in force, and there again after it', async () => {
    setScan(page(['CVE-2']));
    aws.ecr.setScanning({ scanType: 'ENHANCED' });
    await expect(describeScan()).rejects.toThrow(ScanNotFoundException);
    setScan({ imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: { enhancedFindings: [] } });
    expect((await describeScan()).imageScanStatus).toEqual({ status: 'ACTIVE' });
    aws.ecr.setScanning({ scanType: 'BASIC' });
    expect(await found()).toEqual(['CVE-2']);
  });

  test('are known for enhanced by the registry, or by what they list', () => {
    const isEnhanced = () => aws.ecr.isEnhanced(REPOSITORY, { imageTag: 'v1.4.2' });
    setScan(page(['CVE-2']));
    expect(isEnhanced()).toBe(false);
    setScan({ imageScanFindings: { enhancedFindings: [] } });
    expect(isEnhanced()).toBe(true);
    setScan(page(['CVE-2']));
    aws.ecr.setScanning({ scanType: 'ENHANCED' });
    expect(isEnhanced()).toBe(true);
    expect(aws.ecr.isEnhanced('payments/web', { imageTag: 'v1.4.2' })).toBe(false);
  });
});
