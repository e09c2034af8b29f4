import {
  BatchGetImageCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  ImageNotFoundException,
  InvalidParameterException,
  paginateDescribeImages,
  RepositoryNotFoundException,
  ScanNotFoundException,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Aws, startAws } from '../../support/aws.ts';
import { aDigest } from '../../support/builders.ts';

const REPOSITORY = 'payments/api';
const IMAGE = { repositoryName: REPOSITORY, imageDigest: aDigest(), imagePushedAt: '2026-10-31T09:00:00Z' };

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
  aws.ecr.mergeImages([{ ...IMAGE, imageTags: ['v1.4.2', 'latest'] }]);
});
afterEach(() => aws.stop());

const describeImages = (input: object) =>
  aws.ecrClient.send(new DescribeImagesCommand({ repositoryName: REPOSITORY, ...input }));
const describeScan = (input: object = {}) =>
  aws.ecrClient.send(
    new DescribeImageScanFindingsCommand({ repositoryName: REPOSITORY, imageId: { imageDigest: aDigest() }, ...input }),
  );

describe('DescribeImages', () => {
  test('finds an image by digest or by tag, its times as dates', async () => {
    const answers = [
      await describeImages({ imageIds: [{ imageDigest: aDigest() }] }),
      await describeImages({ imageIds: [{ imageTag: 'latest' }] }),
    ];
    for (const { imageDetails } of answers)
      expect(imageDetails).toMatchObject([
        { registryId: '111122223333', imageDigest: aDigest(), imagePushedAt: new Date('2026-10-31T09:00:00Z') },
      ]);
  });

  test('merges an image by digest; a tag leaves the image that had it', async () => {
    const newer = { repositoryName: REPOSITORY, imageDigest: aDigest('b'), imageTags: ['latest'] };
    aws.ecr.mergeImages([newer, { ...IMAGE, imageSizeInBytes: 7 }]);
    const { imageDetails } = await describeImages({});
    expect(imageDetails).toMatchObject([
      { imageDigest: aDigest(), imageTags: ['v1.4.2'], imageSizeInBytes: 7 },
      { imageDigest: aDigest('b'), imageTags: ['latest'] },
    ]);
  });

  test('knows no image that was deleted, in a repository that stays', async () => {
    aws.ecr.deleteImage(REPOSITORY, aDigest());
    await expect(describeImages({ imageIds: [{ imageDigest: aDigest() }] })).rejects.toThrow(ImageNotFoundException);
    aws.ecr.deleteImage('payments/web', aDigest());
    expect(await describeImages({ repositoryName: 'payments/web' })).toMatchObject({ imageDetails: [] });
  });

  test('knows no image where one of several was never there', async () => {
    const imageIds = [{ imageDigest: aDigest() }, { imageDigest: aDigest('b') }];
    await expect(describeImages({ imageIds })).rejects.toThrow(ImageNotFoundException);
  });

  test('names an image that is archived only where it is asked to', async () => {
    const imageIds = [{ imageDigest: aDigest() }];
    aws.ecr.mergeImages([{ ...IMAGE, imageStatus: 'ARCHIVED' }]);
    expect(await describeImages({ imageIds })).toMatchObject({ imageDetails: [] });
    for (const imageStatus of ['ARCHIVED', 'ANY'])
      expect(await describeImages({ imageIds, filter: { imageStatus } })).toMatchObject({
        imageDetails: [{ imageStatus: 'ARCHIVED' }],
      });
    aws.ecr.mergeImages([{ ...IMAGE, imageStatus: 'ACTIVE' }]);
    expect(await describeImages({ imageIds })).toMatchObject({ imageDetails: [{ imageStatus: 'ACTIVE' }] });
  });

  test.each([
    [
      { mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json' },
      'vnd.docker.distribution.manifest.list.v2',
    ],
    [{ manifests: [] }, 'vnd.oci.image.index.v1'],
    [{ config: {} }, 'vnd.oci.image.manifest.v1'],
  ])('says of what type an image is by its manifest %j, where nobody says', async (manifest, type) => {
    const typeOf = async () => (await describeImages({})).imageDetails?.map((each) => each.imageManifestMediaType);
    expect(await typeOf()).toEqual([undefined]);
    aws.ecr.setManifest(aDigest(), JSON.stringify(manifest));
    expect(await typeOf()).toEqual([`application/${type}+json`]);
    aws.ecr.mergeImages([{ ...IMAGE, imageManifestMediaType: 'application/x' }]);
    expect(await typeOf()).toEqual(['application/x']);
  });

  test('knows no repository but those it was told of', async () => {
    await expect(describeImages({ repositoryName: 'payments/web' })).rejects.toThrow(RepositoryNotFoundException);
  });

  test('lists by pages of 100 where nobody says, and only active images', async () => {
    const others = Array.from({ length: 249 }, (_, n) => ({ ...IMAGE, imageDigest: `sha256:${n}`, imageTags: [] }));
    aws.ecr.mergeImages([...others, { ...IMAGE, imageDigest: aDigest('f'), imageStatus: 'ARCHIVED' }]);
    const sizes: number[] = [];
    for await (const page of paginateDescribeImages({ client: aws.ecrClient }, { repositoryName: REPOSITORY }))
      sizes.push(page.imageDetails?.length ?? 0);
    expect(sizes).toEqual([100, 100, 50]);
    const tagged = await describeImages({ filter: { tagStatus: 'TAGGED', imageStatus: 'ANY' } });
    expect(tagged.imageDetails).toHaveLength(1);
    const untagged = await describeImages({ filter: { tagStatus: 'UNTAGGED' }, maxResults: 1000 });
    expect(untagged).toMatchObject({ imageDetails: { length: 249 } });
    expect(untagged.nextToken).toBeUndefined();
  });

  test.each([
    ['a repository name that is none', { repositoryName: 'Payments' }],
    ['an image without digest and tag', { imageIds: [{}] }],
    ['a digest that is none', { imageIds: [{ imageDigest: 'abc' }] }],
    ['no image ids', { imageIds: [] }],
    ['101 image ids', { imageIds: Array.from({ length: 101 }, () => ({ imageTag: 'latest' })) }],
    ['maxResults with imageIds', { imageIds: [{ imageTag: 'latest' }], maxResults: 1 }],
    ['nextToken with imageIds', { imageIds: [{ imageTag: 'latest' }], nextToken: 'x' }],
    ['0 results a page', { maxResults: 0 }],
    ['1,001 results a page', { maxResults: 1001 }],
    ['a token it never gave', { nextToken: 'x' }],
  ])('refuses %s', async (_, input) => {
    await expect(describeImages(input)).rejects.toThrow(InvalidParameterException);
  });
});

describe('DescribeImageScanFindings', () => {
  const page = (name: string, more: object = {}) => ({
    imageScanStatus: { status: 'COMPLETE' },
    imageScanFindings: { imageScanCompletedAt: '2026-11-21T08:00:00Z', findings: [{ name, severity: 'HIGH' }] },
    ...more,
  });

  test('serves the pages as given, whatever the page size, times as epoch seconds', async () => {
    aws.ecr.setScan(REPOSITORY, aDigest(), [page('CVE-1'), page('CVE-2')]);
    const first = await describeScan({ maxResults: 1000 });
    const { nextToken } = first;
    const second = await describeScan({ nextToken });
    expect([first, second].map(({ imageScanFindings }) => imageScanFindings?.findings)).toEqual([
      [{ name: 'CVE-1', severity: 'HIGH' }],
      [{ name: 'CVE-2', severity: 'HIGH' }],
    ]);
    expect(first.imageScanFindings?.imageScanCompletedAt).toEqual(new Date('2026-11-21T08:00:00Z'));
    expect(second.nextToken).toBeUndefined();
  });

  test('gives the token that a page names, and refuses it where no page follows', async () => {
    aws.ecr.setScan(REPOSITORY, aDigest(), [
      page('CVE-1', { nextToken: 'page-2' }),
      page('CVE-2', { nextToken: 'end' }),
    ]);
    expect(await describeScan()).toMatchObject({ nextToken: 'page-2' });
    expect(await describeScan({ nextToken: 'page-2' })).toMatchObject({ nextToken: 'end' });
    await expect(describeScan({ nextToken: 'end' })).rejects.toThrow(InvalidParameterException);
  });

  test('refuses a token of an earlier scan', async () => {
    aws.ecr.setScan(REPOSITORY, aDigest(), [page('CVE-1'), page('CVE-2')]);
    const { nextToken } = await describeScan();
    aws.ecr.setScan(REPOSITORY, aDigest(), [page('CVE-1'), page('CVE-2')]);
    await expect(describeScan({ nextToken })).rejects.toThrow(InvalidParameterException);
  });

  test('says in the words of AWS what there is not', async () => {
    await expect(describeScan()).rejects.toThrow(ScanNotFoundException);
    await expect(describeScan()).rejects.toThrow(
      'The specified image scan could not be found. Ensure that image scanning is enabled on the repository and try again.',
    );
    await expect(describeScan({ imageId: { imageDigest: aDigest('b') } })).rejects.toThrow(
      `The image with imageId {imageDigest:'${aDigest('b')}', imageTag:'null'} does not exist within the repository with name 'payments/api' in the registry with id '111122223333'`,
    );
    await expect(describeScan({ repositoryName: 'payments/web' })).rejects.toThrow(
      "The repository with name 'payments/web' does not exist in the registry with id '111122223333'",
    );
  });

  test('answers with the exception it is given', async () => {
    aws.ecr.setScan(REPOSITORY, aDigest(), { error: 'ValidationException' });
    await expect(describeScan()).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test.each([
    ['an image without digest and tag', { imageId: {} }],
    ['1,001 results a page', { maxResults: 1001 }],
    ['a token it never gave', { nextToken: 'x' }],
  ])('refuses %s', async (_, input) => {
    aws.ecr.setScan(REPOSITORY, aDigest(), [page('CVE-1')]);
    await expect(describeScan(input)).rejects.toThrow(InvalidParameterException);
  });

  test('names a time that is none', () => {
    const broken = page('CVE-1', { imageScanFindings: { imageScanCompletedAt: 'yesterday' } });
    expect(() => aws.ecr.setScan(REPOSITORY, aDigest(), [broken])).toThrow("imageScanCompletedAt is 'yesterday'");
  });
});

describe('BatchGetImage', () => {
  const INDEX = 'application/vnd.oci.image.index.v1+json';
  const manifest = `{ "schemaVersion": 2, "mediaType": "${INDEX}", "manifests": [] }\n`;
  beforeEach(() => aws.ecr.setManifest(aDigest(), manifest));
  const batchGet = (input: object = {}) =>
    aws.ecrClient.send(
      new BatchGetImageCommand({ repositoryName: REPOSITORY, imageIds: [{ imageDigest: aDigest() }], ...input }),
    );
  const notFound = { failureCode: 'ImageNotFound', failureReason: 'Requested image not found' };

  test('gives manifests as they were pushed, and says of which image there is none', async () => {
    const missing = { imageDigest: aDigest('b') };
    expect(await batchGet({ imageIds: [{ imageTag: 'latest' }, missing] })).toMatchObject({
      images: [
        {
          registryId: '111122223333',
          repositoryName: REPOSITORY,
          imageId: { imageDigest: aDigest(), imageTag: 'latest' },
          imageManifest: manifest,
          imageManifestMediaType: INDEX,
        },
      ],
      failures: [{ imageId: missing, ...notFound }],
    });
  });

  test.each<[string, () => void, object]>([
    ['was deleted', () => aws.ecr.deleteImage(REPOSITORY, aDigest()), {}],
    ['is archived', () => aws.ecr.mergeImages([{ ...IMAGE, imageStatus: 'ARCHIVED' }]), {}],
    [
      'is of a type that is not accepted',
      () => {},
      { acceptedMediaTypes: ['application/vnd.oci.image.manifest.v1+json'] },
    ],
  ])('finds no image that %s', async (_, happen, input) => {
    expect(await batchGet({ acceptedMediaTypes: [INDEX] })).toMatchObject({ images: { length: 1 }, failures: [] });
    happen();
    expect(await batchGet(input)).toMatchObject({ images: [], failures: [notFound] });
  });

  test('finds no image without a manifest', async () => {
    aws.ecr.mergeImages([{ ...IMAGE, imageDigest: aDigest('b') }]);
    expect(await batchGet({ imageIds: [{ imageDigest: aDigest('b') }] })).toMatchObject({ failures: [notFound] });
  });

  test.each([
    ['an image without digest and tag', { imageIds: [{}] }],
    ['no image ids', { imageIds: [] }],
    ['101 image ids', { imageIds: Array.from({ length: 101 }, () => ({ imageTag: 'latest' })) }],
    ['no media types', { acceptedMediaTypes: [] }],
    ['101 media types', { acceptedMediaTypes: Array.from({ length: 101 }, () => INDEX) }],
  ])('refuses %s', async (_, input) => {
    await expect(batchGet(input)).rejects.toThrow(InvalidParameterException);
  });

  test('knows no repository but those it was told of', async () => {
    await expect(batchGet({ repositoryName: 'payments/web' })).rejects.toThrow(RepositoryNotFoundException);
  });
});

test('an action that the fake does not have is refused by name', () => {
  expect(aws.ecr.handle('PutImage', {})).toMatchObject({ status: 400, body: { __type: 'UnknownOperationException' } });
});
