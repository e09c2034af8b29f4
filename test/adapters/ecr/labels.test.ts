import { ECRClient } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ecrLabels } from '../../../functions/adapters/ecr/labels.ts';
import { NO_LABELS } from '../../../functions/core/domain/origin.ts';
import { awsError } from '../../../replay/fakes/aws.ts';
import { type HttpAnswer, type HttpRequest, type Listener, listen } from '../../../replay/http.ts';
import { aDigest } from '../../support/builders.ts';

const OCI = 'application/vnd.oci.image.manifest.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const DOCKER = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

const NAME = { repository: 'payments/api', digest: aDigest() };
const CONFIG = aDigest('c');
const SAID = { source: 'https://github.com/acme/api', revision: '3f9c2ab41d0e5f6789aabbccddeeff0011223344' };
const LABELS = {
  'org.opencontainers.image.source': SAID.source,
  'org.opencontainers.image.revision': SAID.revision,
  'org.opencontainers.image.version': '1.4.2',
};
const SIGNED = 'X-Amz-Signature=s3cret';
const MEGABYTE = 1024 * 1024;

/** ECR and the storage of its layers, as far as somebody put something there. */
interface Registry {
  readonly manifests: Map<string, { readonly text: string; readonly mediaType: string | undefined }>;
  readonly blobs: Map<string, string | Buffer>;
  /** Answers in place of what is there, by action, or `blob`. */
  readonly answers: Map<string, (url: string) => HttpAnswer | 'drop'>;
  /** Actions and paths, as they came. */
  readonly calls: string[];
}

let registry: Registry;
let listener: Listener;
let ecr: ECRClient;
beforeEach(async () => {
  registry = { manifests: new Map(), blobs: new Map(), answers: new Map(), calls: [] };
  listener = await listen(async (request) => answer(request));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  ecr = new ECRClient({ endpoint: listener.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
});
afterEach(async () => {
  ecr.destroy();
  await listener.close();
});

const json = (body: unknown, status = 200): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});
const failing =
  (code: string, status = 400) =>
  () =>
    json(awsError(code, `${code} it is`).body, status);

const answer = ({ path, headers, body }: HttpRequest): HttpAnswer | 'drop' => {
  const action = headers['x-amz-target']?.split('.')[1] ?? 'blob';
  const asked = action === 'blob' ? {} : JSON.parse(body.toString());
  registry.calls.push(action === 'blob' ? path.replace(/\?.*/, '') : action);
  const instead = registry.answers.get(action)?.(listener.url);
  if (instead !== undefined) return instead;
  if (action === 'BatchGetImage') return batchGetImage(asked);
  if (action === 'GetDownloadUrlForLayer')
    return json({ downloadUrl: `${listener.url}/${asked.layerDigest}?${SIGNED}`, layerDigest: asked.layerDigest });
  const blob = registry.blobs.get(path.slice(1).replace(/\?.*/, ''));
  return { status: blob === undefined ? 404 : 200, headers: {}, body: blob ?? '' };
};

interface Asked {
  readonly imageIds: readonly { readonly imageDigest: string }[];
  readonly acceptedMediaTypes: readonly string[];
}

const batchGetImage = ({ imageIds: [imageId], acceptedMediaTypes }: Asked): HttpAnswer => {
  const { text, mediaType } = registry.manifests.get(imageId?.imageDigest ?? '') ?? {};
  return text === undefined || (mediaType !== undefined && !acceptedMediaTypes.includes(mediaType))
    ? json({ images: [], failures: [{ imageId, failureCode: 'ImageNotFound', failureReason: 'not found' }] })
    : json({ images: [{ imageId, imageManifest: text, imageManifestMediaType: mediaType }], failures: [] });
};

interface Pushed {
  readonly manifestType?: string;
  readonly configType?: string;
  readonly layerType?: string;
  readonly config?: unknown;
  readonly size?: number;
}

/** Puts an image there as it is pushed; a config that is text or bytes as it is. */
const pushed = (image: Pushed = {}, digest = NAME.digest): void => {
  const { manifestType = OCI, configType = OCI_CONFIG, config = { config: { Labels: LABELS } } } = image;
  const { layerType = 'application/vnd.oci.image.layer.v1.tar+gzip' } = image;
  const blob = typeof config === 'string' || Buffer.isBuffer(config) ? config : JSON.stringify(config);
  registry.blobs.set(CONFIG, blob);
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: configType, digest: CONFIG, size: image.size ?? blob.length },
    layers: [{ mediaType: layerType, digest: aDigest('1'), size: 2_811_478 }],
  });
  registry.manifests.set(digest, { text, mediaType: manifestType });
};

const listing = (mediaType: string, manifests: readonly object[], digest = NAME.digest): void => {
  registry.manifests.set(digest, { text: JSON.stringify({ schemaVersion: 2, mediaType, manifests }), mediaType });
};

const read = () => ecrLabels(ecr, fetch).read(NAME);

describe('the labels of an image', () => {
  test.each<[string, Pushed]>([
    ['OCI', {}],
    ['Docker v2', { manifestType: DOCKER, configType: DOCKER_CONFIG }],
    ['Docker v2 in OCI', { configType: DOCKER_CONFIG }],
    ['OCI with zstd layers', { layerType: 'application/vnd.oci.image.layer.v1.tar+zstd' }],
    ['OCI with layers of nobody’s type', { layerType: 'application/vnd.acme.layer' }],
    ['OCI whose config is as large as one may be', { size: MEGABYTE }],
  ])('are in its config: %s', async (_, image) => {
    pushed(image);
    expect(await read()).toEqual(SAID);
    expect(registry.calls).toEqual(['BatchGetImage', 'GetDownloadUrlForLayer', `/${CONFIG}`]);
  });

  const CHILD = { digest: aDigest('b'), size: 1609, platform: { os: 'linux', architecture: 'arm64' } };
  const ATTESTATION = {
    mediaType: OCI,
    digest: aDigest('d'),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  };

  test.each([
    [
      'an OCI index',
      OCI_INDEX,
      [
        { ...CHILD, mediaType: OCI },
        { mediaType: OCI, digest: aDigest('e') },
      ],
    ],
    ['a Docker list', DOCKER_LIST, [{ ...CHILD, mediaType: DOCKER }]],
    ['an index whose first entry is an attestation', OCI_INDEX, [ATTESTATION, { ...CHILD, mediaType: OCI }]],
    ['an index whose first entry is an index', OCI_INDEX, [{ mediaType: OCI_INDEX, digest: aDigest('e') }, CHILD]],
  ])('of %s are those of its first image', async (_, mediaType, manifests) => {
    listing(mediaType, manifests);
    pushed({}, CHILD.digest);
    pushed({ manifestType: 'an attestation' }, ATTESTATION.digest);
    expect(await read()).toEqual(SAID);
  });

  test('of an index in an index that does not say so are those of the image in that', async () => {
    listing(OCI_INDEX, [{ digest: aDigest('e') }]);
    listing(OCI_INDEX, [CHILD], aDigest('e'));
    pushed({}, CHILD.digest);
    expect(await read()).toEqual(SAID);
  });

  test('of an index that lists indexes without end are not looked for without end', async () => {
    listing(OCI_INDEX, [{ digest: NAME.digest }]);
    expect(await read()).toEqual(NO_LABELS);
    expect(registry.calls).toEqual(['BatchGetImage', 'BatchGetImage', 'BatchGetImage']);
  });

  test.each([
    ['only attestations', [ATTESTATION]],
    ['nothing', []],
    ['an image that is gone', [{ ...CHILD, mediaType: OCI }]],
  ])('of an index that lists %s are none', async (_, manifests) => {
    listing(OCI_INDEX, manifests);
    expect(await read()).toEqual(NO_LABELS);
  });

  test('are trimmed, and of whole characters', async () => {
    const revision = ` main\ud83d\n`;
    pushed({ config: { config: { Labels: { ...LABELS, 'org.opencontainers.image.revision': revision } } } });
    expect(await read()).toEqual({ ...SAID, revision: 'main\ufffd' });
  });

  test.each([
    [
      { config: { Labels: { 'org.opencontainers.image.revision': SAID.revision } } },
      { source: null, revision: SAID.revision },
    ],
    [
      { config: { Labels: { ...LABELS, 'org.opencontainers.image.revision': 7 } } },
      { source: SAID.source, revision: null },
    ],
    [
      { config: { Labels: { ...LABELS, 'org.opencontainers.image.source': ' ' } } },
      { source: null, revision: SAID.revision },
    ],
    [
      { config: { Labels: { ...LABELS, 'org.opencontainers.image.source': 's'.repeat(2_001) } } },
      { source: null, revision: SAID.revision },
    ],
  ])('are each by itself: %.120j', async (config, said) => {
    pushed({ config });
    expect(await read()).toEqual(said);
  });

  test.each<[string, unknown]>([
    ['no JSON', 'not JSON'],
    ['nothing', ''],
    ['null', null],
    ['a list', []],
    ['without a config', { architecture: 'amd64', os: 'linux' }],
    ['a config that is null', { config: null }],
    ['a config that is no object', { config: 'x' }],
    ['without Labels', { config: { Env: ['PATH=/bin'] } }],
    ['Labels that are null', { config: { Labels: null } }],
    ['Labels that are a list', { config: { Labels: ['a'] } }],
    ['Labels that are text', { config: { Labels: 'a' } }],
    ['no text', Buffer.from([0xff, 0xfe, 0x00])],
  ])('are none where the config is %s', async (_, config) => {
    pushed({ config });
    expect(await read()).toEqual(NO_LABELS);
  });
});

describe('what is no image, or too large, is not downloaded', () => {
  test.each<[string, Pushed]>([
    ['an artifact without a config', { configType: 'application/vnd.oci.empty.v1+json' }],
    ['a Helm chart', { configType: 'application/vnd.cncf.helm.config.v1+json' }],
    ['a build cache', { configType: 'application/vnd.buildkit.cacheconfig.v0' }],
    ['a config of 10 MB', { size: 10 * MEGABYTE }],
    ['a config of one byte too many', { size: MEGABYTE + 1 }],
  ])('%s', async (_, image) => {
    pushed(image);
    expect(await read()).toEqual(NO_LABELS);
    expect(registry.calls).toEqual(['BatchGetImage']);
  });

  test.each([
    ['no config', { layers: [] }],
    ['a config that is null', { config: null }],
    ['a config without a digest', { config: { mediaType: OCI_CONFIG, digest: '', size: 1 } }],
    ['a config without a size', { config: { mediaType: OCI_CONFIG, digest: CONFIG } }],
  ])('a manifest with %s', async (_, manifest) => {
    registry.manifests.set(NAME.digest, { text: JSON.stringify(manifest), mediaType: OCI });
    expect(await read()).toEqual(NO_LABELS);
    expect(registry.calls).toEqual(['BatchGetImage']);
  });

  test('a config that is 10 MB though its manifest says otherwise: no more of it than may be', async () => {
    const long = JSON.stringify({ config: { Labels: LABELS }, history: 'h'.repeat(10 * MEGABYTE) });
    pushed({ config: long, size: 1_500 });
    expect(await read()).toEqual(NO_LABELS);
  });
});

describe('an image that is gone meanwhile has none', () => {
  test('by its manifest', async () => {
    expect(await read()).toEqual(NO_LABELS);
  });

  test.each([
    ['BatchGetImage', 'RepositoryNotFoundException'],
    ['GetDownloadUrlForLayer', 'LayersNotFoundException'],
    ['GetDownloadUrlForLayer', 'RepositoryNotFoundException'],
  ])('by %s: %s', async (action, code) => {
    pushed();
    registry.answers.set(action, failing(code));
    expect(await read()).toEqual(NO_LABELS);
  });
});

describe('what may be known later is an error, which has no signed URL in it', () => {
  const fails = async (download: typeof fetch = fetch): Promise<string> => {
    const error = await ecrLabels(ecr, download)
      .read(NAME)
      .then(() => null)
      .catch((reason: unknown) => reason);
    if (!(error instanceof Error)) throw new Error('it did not fail');
    expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toContain('s3cret');
    return `${error.name}: ${error.message}`;
  };

  test.each([
    ['BatchGetImage', 'ThrottlingException', 400],
    ['BatchGetImage', 'ServerException', 500],
    ['BatchGetImage', 'AccessDeniedException', 400],
    ['GetDownloadUrlForLayer', 'ThrottlingException', 400],
    ['GetDownloadUrlForLayer', 'ServerException', 500],
    ['GetDownloadUrlForLayer', 'LayerInaccessibleException', 400],
  ])('%s answers %s', async (action, code, status) => {
    pushed();
    registry.answers.set(action, failing(code, status));
    expect(await fails()).toBe(`${code}: ${code} it is`);
  });

  test('ECR cannot give the manifest for another reason than that it is gone', async () => {
    const failure = { imageId: {}, failureCode: 'KmsError', failureReason: 'the key is disabled' };
    registry.answers.set('BatchGetImage', () => json({ images: [], failures: [failure] }));
    expect(await fails()).toContain(`failed for payments/api@${NAME.digest}: KmsError: the key is disabled`);
  });

  test.each<[string, HttpAnswer | 'drop', string]>([
    [
      'the URL is not valid any more',
      { status: 403, headers: {}, body: `<Error>${SIGNED}</Error>` },
      'its URL answered 403',
    ],
    ['the storage is down', { status: 503, headers: {}, body: '' }, 'its URL answered 503'],
    ['the connection ends', 'drop', 'TypeError'],
    [
      'the connection ends in the middle',
      { status: 200, headers: { 'content-length': '100', connection: 'close' }, body: '{}' },
      'TypeError',
    ],
  ])('%s', async (_, blob, says) => {
    pushed();
    registry.answers.set('blob', () => blob);
    expect(await fails()).toBe(`Error: the config of an image could not be downloaded: ${says}; ask again`);
  });

  test.each(['', `not a URL?${SIGNED}`, `http://127.0.0.1:1/?${SIGNED}`])(
    'nothing answers at %j',
    async (downloadUrl) => {
      pushed();
      registry.answers.set('GetDownloadUrlForLayer', () => json({ downloadUrl }));
      expect(await fails()).toBe('Error: the config of an image could not be downloaded: TypeError; ask again');
    },
  );

  test('whatever the download says', async () => {
    pushed();
    expect(await fails(async (url) => Promise.reject(`${url} says no`))).toContain(
      'downloaded: unknown error; ask again',
    );
  });

  test('a broken index', async () => {
    listing(OCI_INDEX, [{}]);
    expect(await fails()).toContain('is broken at manifests.0.digest; push it anew');
  });
});
