import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ecrImages } from '../../../functions/adapters/ecr/images.ts';
import { MAX_TAGGED_PAGES } from '../../../functions/adapters/ecr/tagged-manifests.ts';
import type { Images, ScanAnswer } from '../../../functions/core/ports/registry.ts';
import { type Aws, denied, dropped, type Mishap, outage, startAws, throttled, undisturbed } from '../../support/aws.ts';
import { aDigest, aFinding, anImage, aScan } from '../../support/builders.ts';
import { anImageDetail, anIndexDetail, scanPages } from '../../support/ecr-answer.ts';

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
const NAME = { repository: 'payments/api', digest: aDigest() };

let aws: Aws;
let images: Images;
beforeEach(async () => {
  aws = await startAws();
  images = ecrImages(aws.ecrClient);
  aws.ecr.mergeImages([anImageDetail(anImage())]);
});
afterEach(() => aws.stop());

const setPages = (...pages: readonly object[]) => aws.ecr.setScan(NAME.repository, NAME.digest, pages);
const scanOf = (answer: ScanAnswer) => {
  if (answer.kind !== 'scan') throw new Error(`no scan but ${answer.kind}: ${answer.reason}`);
  return answer.scan;
};
const scan = async () => scanOf(await images.scan(NAME));

describe('what is no image', () => {
  test.each([
    [{ artifactMediaType: 'application/vnd.cncf.helm.config.v1+json' }, 'a Helm chart'],
    [{ artifactMediaType: 'application/vnd.buildkit.cacheconfig.v0' }, 'a build cache'],
    [{ artifactMediaType: 'application/spdx+json' }, 'an SBOM'],
    [{ artifactMediaType: 'application/vnd.in-toto+json' }, 'an attestation'],
    [{ artifactMediaType: 'application/vnd.cncf.notary.signature' }, 'a signature'],
    [{ artifactMediaType: 'application/vnd.wasm.config.v0+json' }, 'application/vnd.wasm.config.v0+json'],
    [{ subjectManifestDigest: aDigest('b') }, `attached to the image ${aDigest('b')}`],
    [{ imageTags: [`sha256-${'b'.repeat(64)}.sig`] }, 'a signature by cosign'],
    [{ imageTags: [`sha256-${'b'.repeat(64)}.att`] }, 'an attestation by cosign'],
    [{ imageTags: [`sha256-${'b'.repeat(64)}.sbom`] }, 'an SBOM by cosign'],
    [{ imageManifestMediaType: OCI_INDEX, imageTags: [`sha256-${'b'.repeat(64)}`] }, 'lists what is attached'],
  ])('%o is %s', async (detail, what) => {
    aws.ecr.mergeImages([{ ...anImageDetail(anImage()), ...detail }]);
    expect(await images.describe(NAME)).toEqual({ kind: 'no-image', reason: expect.stringContaining(what) });
  });

  test.each([
    [{ artifactMediaType: 'application/vnd.docker.container.image.v1+json' }, false],
    [{ imageManifestMediaType: undefined, artifactMediaType: undefined }, false],
    [{ imageTags: ['v1.4.2', `sha256-${'b'.repeat(64)}.sig`] }, false],
    [{ imageTags: [`sha256-${'b'.repeat(64)}`] }, false],
    [{ imageManifestMediaType: OCI_INDEX, artifactMediaType: undefined }, true],
    [{ imageManifestMediaType: DOCKER_LIST, artifactMediaType: undefined }, true],
    [{ imageManifestMediaType: OCI_INDEX, artifactMediaType: undefined, imageTags: [] }, true],
    [{ imageManifestMediaType: OCI_INDEX, imageTags: ['v1.4.2', `sha256-${'b'.repeat(64)}`] }, true],
  ])('but %o is one; an index: %s', async (detail, isIndex) => {
    aws.ecr.mergeImages([{ ...anImageDetail(anImage()), ...detail }]);
    expect(await images.describe(NAME)).toMatchObject({ kind: 'manifest', manifest: { isIndex } });
  });
});

test.each(['ARCHIVED', 'ACTIVATING'])('an image that is %s is gone, though ECR should name it', async (imageStatus) => {
  const detail = { ...anImageDetail(anImage()), imagePushedAt: 1, imageStatus };
  const named: Mishap = (answer) => ({ ...answer, body: JSON.stringify({ imageDetails: [detail] }) });
  aws.mishaps(named, named);
  expect(await images.describe(NAME)).toMatchObject({ kind: 'gone', cause: 'archived' });
  expect(await images.tagged(NAME.repository)).toEqual([]);
});

describe('what an index lists', () => {
  const INDEX = { repository: 'payments/api', digest: aDigest('f') };
  const digest = aDigest('1');
  const listed = async (...descriptors: readonly object[]) => {
    aws.ecr.mergeImages([anIndexDetail(anImage({ ...INDEX, tags: [] }))]);
    aws.ecr.setManifest(INDEX.digest, JSON.stringify({ manifests: descriptors }));
    return (await images.list(INDEX.repository, [INDEX.digest])).get(INDEX.digest);
  };
  const amd64 = { os: 'linux', architecture: 'amd64' };

  test.each([
    [{ platform: amd64 }, 'linux/amd64'],
    [{ platform: { os: 'linux', architecture: 'arm', variant: 'v7', features: null } }, 'linux/arm/v7'],
    [{ platform: { ...amd64, os: 'windows', 'os.version': '10.0.20348.2527' } }, 'windows/amd64'],
    [{ platform: { architecture: 'amd64' } }, null],
    [{ platform: null, annotations: null }, null],
    [{}, null],
    [{ mediaType: 'application/vnd.docker.distribution.manifest.v2+json', platform: amd64 }, 'linux/amd64'],
    [{ mediaType: 'application/vnd.oci.image.manifest.v1+json' }, null],
    [{ artifactType: 'application/vnd.oci.image.config.v1+json', platform: amd64 }, 'linux/amd64'],
    [{ annotations: { 'org.opencontainers.image.ref.name': 'v1' }, platform: amd64 }, 'linux/amd64'],
  ])('%j is an image', async (descriptor, platform) => {
    expect(await listed({ digest, ...descriptor })).toEqual([{ digest, platform, isImage: true }]);
  });

  test.each([
    [{ annotations: { 'vnd.docker.reference.type': 'attestation-manifest' }, platform: amd64 }],
    [{ platform: { os: 'unknown', architecture: 'unknown' } }],
    [{ artifactType: 'application/vnd.in-toto+json' }],
    [{ mediaType: OCI_INDEX, platform: amd64 }],
    [{ mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json' }],
    [{ mediaType: 'application/vnd.oci.artifact.manifest.v1+json' }],
  ])('%j is none', async (descriptor) => {
    expect(await listed({ digest, ...descriptor })).toEqual([{ digest, isImage: false }]);
  });

  test('is read of indexes alone, by digest', async () => {
    await listed();
    expect(aws.calls.map(({ body }) => body)).toEqual([
      {
        repositoryName: 'payments/api',
        imageIds: [{ imageDigest: INDEX.digest }],
        acceptedMediaTypes: [OCI_INDEX, DOCKER_LIST],
      },
    ]);
  });

  test.each([
    [[{ platform: amd64 }], 'manifests.0.digest'],
    [[{ digest }, { digest, platform: 'linux/amd64' }], 'manifests.1.platform'],
  ])('%j is an error that names the place', async (descriptors, place) => {
    await expect(listed(...descriptors)).rejects.toThrow(
      `the index payments/api@${INDEX.digest} is broken at ${place}; push it anew`,
    );
  });

  test.each(['[]', 'null', 'not JSON', '{"manifests":{}}'])('%s is an error', async (imageManifest) => {
    aws.mishaps((answer) => ({
      ...answer,
      body: JSON.stringify({ images: [{ imageId: { imageDigest: digest }, imageManifest }], failures: [] }),
    }));
    await expect(images.list('payments/api', [digest])).rejects.toThrow(
      /the index payments\/api@sha256:1+ is broken at (its beginning|manifests); push it anew/,
    );
  });

  test('that ECR cannot give for another reason than that it is gone is an error with the reason', async () => {
    const failure = { imageId: { imageDigest: digest }, failureCode: 'KmsError', failureReason: 'the key is disabled' };
    aws.mishaps((answer) => ({ ...answer, body: JSON.stringify({ images: [], failures: [failure] }) }));
    await expect(images.list('payments/api', [digest])).rejects.toThrow(
      `BatchGetImage failed for payments/api@${digest}: KmsError: the key is disabled`,
    );
  });

  test.each([
    ['ECR answers 5xx', outage],
    ['ECR denies', denied],
  ])('%s for good: an error, never an index that lists nothing', async (_, mishap) => {
    aws.mishaps(mishap, mishap, mishap);
    await expect(listed()).rejects.toThrow();
  });
});

describe('what is tagged', () => {
  const page =
    (n: number): Mishap =>
    (answer) => {
      const detail = { ...anImageDetail(anImage({ digest: `sha256:${n}` })), imagePushedAt: n };
      return { ...answer, status: 200, body: JSON.stringify({ imageDetails: [detail], nextToken: `page-${n + 1}` }) };
    };

  test('is asked for by pages of 1,000, ten at most', async () => {
    aws.mishaps(...Array.from({ length: 11 }, (_, n) => page(n + 1)));
    const tagged = await images.tagged(NAME.repository);
    expect(aws.calls.map(({ body }) => body)).toEqual(
      Array.from({ length: MAX_TAGGED_PAGES }, (_, n) => ({
        repositoryName: 'payments/api',
        filter: { tagStatus: 'TAGGED' },
        maxResults: 1000,
        ...(n > 0 && { nextToken: `page-${n + 1}` }),
      })),
    );
    expect(tagged.map(({ digest }) => digest)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((n) => `sha256:${n}`));
  });

  test('has every page, or is an error', async () => {
    aws.mishaps(page(1), outage, outage, outage);
    await expect(images.tagged(NAME.repository)).rejects.toThrow('an internal error');
  });
});

test('an image without a push time is an error that says so', async () => {
  aws.ecr.mergeImages([{ ...anImageDetail(anImage({ digest: aDigest('b') })), imagePushedAt: undefined }]);
  await expect(images.describe({ ...NAME, digest: aDigest('b') })).rejects.toThrow(
    `DescribeImages gave no imagePushedAt for payments/api@${aDigest('b')}`,
  );
});

describe('what goes wrong on the way', () => {
  const findings = Array.from({ length: 2500 }, (_, n) => aFinding({ vulnerability: `CVE-2026-${n}` }));
  const whole = aScan({ findings });
  beforeEach(() => setPages(...scanPages(whole)));

  test('every page is asked for by digest, 1,000 findings each', async () => {
    await scan();
    const imageId = { imageDigest: NAME.digest };
    expect(aws.calls.map(({ body }) => body)).toEqual(
      [undefined, 2, 3].map((page) => ({
        repositoryName: NAME.repository,
        imageId,
        maxResults: 1000,
        ...(page && { nextToken: expect.stringContaining(`page-${page}`) }),
      })),
    );
  });

  test.each([
    ['ECR throttles', throttled],
    ['ECR answers 5xx', outage],
    ['the connection drops in the middle of a page', dropped],
  ])('%s once: the page is asked for again, and the scan is whole', async (_, mishap) => {
    aws.mishaps(undisturbed, mishap, undisturbed, mishap);
    expect(await scan()).toEqual(whole);
    expect(aws.calls).toHaveLength(5);
  });

  test.each([
    ['ECR throttles', throttled, 'Rate exceeded'],
    ['ECR answers 5xx', outage, 'an internal error'],
    ['the connection drops in the middle of a page', dropped, /aborted|ECONNRESET|terminated|socket/],
    ['ECR denies', denied, 'not authorized'],
  ])('%s for good: an error, never a part of the scan', async (_, mishap, message) => {
    aws.mishaps(undisturbed, undisturbed, mishap, mishap, mishap);
    await expect(images.scan(NAME)).rejects.toThrow(message);
  });

  test('a token that ECR does not take back is an error, never a part of the scan', async () => {
    setPages(
      ...scanPages(whole)
        .map((page) => ({ ...page, nextToken: 'lost' }))
        .slice(0, 1),
    );
    await expect(images.scan(NAME)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('a token that comes again is an error, never a scan without end', async () => {
    setPages(...scanPages(whole).map((page) => ({ ...page, nextToken: 'again' })));
    await expect(images.scan(NAME)).rejects.toThrow(/named page 1 .* twice/);
  });

  test.each([
    ['another time', { completedAt: '2026-11-21T09:00:00.000Z' }],
    ['another status', { status: 'IN_PROGRESS' }],
  ])('a page of %s belongs to another scan', async (_, other) => {
    const [first = {}, second = {}] = scanPages(whole);
    const [last = {}] = scanPages(aScan(other));
    setPages(first, second, last);
    expect(await images.scan(NAME)).toMatchObject({ kind: 'torn' });
  });

  test('a page that says neither time nor status belongs to the scan', async () => {
    setPages(...scanPages(aScan()), { imageScanFindings: { findings: [{ name: 'CVE-2', severity: 'LOW' }] } });
    expect(await scan()).toMatchObject({ status: 'COMPLETE', findings: [aFinding(), { vulnerability: 'CVE-2' }] });
  });

  test('an image that is deleted between two pages is gone', async () => {
    aws.mishaps((answer) => {
      aws.ecr.deleteImage(NAME.repository, NAME.digest);
      return answer;
    });
    expect(await images.scan(NAME)).toMatchObject({ kind: 'gone', cause: 'deleted' });
  });
});
