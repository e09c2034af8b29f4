import { beforeEach, describe, expect, test } from 'vitest';
import { stepApplier } from '../../replay/apply-step.ts';
import { type FakeEcr, fakeEcr } from '../../replay/fakes/ecr.ts';
import { fakeSecurityHub } from '../../replay/fakes/security-hub.ts';
import { fakeSlack } from '../../replay/fakes/slack.ts';
import { fakeSns } from '../../replay/fakes/sns.ts';
import { imageOf } from '../../replay/scenario/scan-event.ts';
import type { Step } from '../../replay/scenario/step.ts';
import type { Json } from '../../replay/scenario/step-files.ts';
import { aScanEvent } from '../support/play.ts';

const DIGEST = 'sha256:9f2c1e7ab04d5c33';
const INDEX = 'application/vnd.oci.image.index.v1+json';

let ecr: FakeEcr;
let apply: (step: Step) => void;
beforeEach(() => {
  ecr = fakeEcr();
  apply = stepApplier({ ecr, slack: fakeSlack(), sns: fakeSns(), securityHub: fakeSecurityHub() });
});

const step = (events: readonly Json[], rest: Partial<Step> = {}): void =>
  apply({
    at: 0,
    events,
    subjects: events.flatMap((event) => imageOf(event) ?? []),
    registry: null,
    lost: false,
    scans: [],
    rescans: [],
    images: null,
    manifests: {},
    slack: null,
    sns: null,
    securityHub: null,
    ...rest,
  });

let actions = 0;
/** An action on an image, as EventBridge delivers it. */
const anAction = (action: string, detail: Json = {}, rest: Json = {}) => {
  actions += 1;
  return {
    ...aScanEvent({}, `action-${actions}`),
    'detail-type': 'ECR Image Action',
    resources: [],
    detail: {
      result: 'SUCCESS',
      'repository-name': 'payments/api',
      'image-digest': DIGEST,
      'action-type': action,
      ...detail,
    },
    ...rest,
  };
};

const described = (digest = DIGEST) => {
  const request = { repositoryName: 'payments/api', imageIds: [{ imageDigest: digest }] };
  const { status, body } = ecr.handle('DescribeImages', request);
  return status === 200 ? body : (body as { readonly __type: string }).__type;
};
const having = (detail: Json) => ({ imageDetails: [expect.objectContaining(detail)] });

describe('an image that the step says nothing of', () => {
  test('is what its push says: one tag, the time, its types', () => {
    const detail = { 'image-tag': 'v1.4.2', 'manifest-media-type': INDEX };
    step([anAction('PUSH', detail, { time: '2026-11-21T08:00:00Z' })]);
    expect(described()).toEqual(
      having({ imageTags: ['v1.4.2'], imagePushedAt: 1_795_248_000, imageManifestMediaType: INDEX }),
    );
  });

  test('gets a tag that is pushed to it, and keeps the time of its own push; the tag leaves the image that had it', () => {
    const other = 'sha256:b';
    step([aScanEvent()]);
    step([anAction('PUSH', { 'image-digest': other, 'image-tag': 'prod' })]);
    step([anAction('PUSH', { 'image-tag': 'prod' }, { time: '2026-11-22T08:00:00Z' })]);
    expect(described()).toEqual(having({ imageTags: ['v1.4.2', 'prod'], imagePushedAt: 1_795_248_000 }));
    expect(described(other)).toEqual(having({ imageTags: [] }));
  });

  test('stays as it is when a DELETE is told of it', () => {
    step([aScanEvent()]);
    step([anAction('DELETE', { 'image-tag': 'v1.4.2' })]);
    expect(described()).toEqual(having({ imageTags: ['v1.4.2'] }));
  });

  test('is not made by a DELETE', () => {
    step([anAction('DELETE')]);
    expect(described()).toBe('RepositoryNotFoundException');
  });
});

describe('an image that was deleted', () => {
  test('is no more, though nobody knew it', () => {
    step([anAction('DELETE')], { images: 'deleted' });
    expect(described()).toBe('ImageNotFoundException');
  });

  test('is there again by a push, but by none that was heard of before, and by no scan', () => {
    const push = anAction('PUSH', { 'image-tag': 'v1.4.2' });
    step([push]);
    step([anAction('DELETE')], { images: 'deleted' });
    step([push, aScanEvent()]);
    expect(described()).toBe('ImageNotFoundException');
    step([anAction('PUSH', { 'image-tag': 'v1.5.0' })]);
    expect(described()).toEqual(having({ imageTags: ['v1.5.0'] }));
  });
});

describe('an archived image', () => {
  test('keeps its tags, and is listed again once it is active', () => {
    const archived = { repositoryName: 'payments/api', imageDigest: DIGEST, imageStatus: 'ARCHIVED' };
    step([aScanEvent()]);
    step([anAction('UPDATE_STORAGE_CLASS')], { images: [archived] });
    step([aScanEvent({ 'image-tags': [] }, 'late')]);
    expect(described()).toEqual({ imageDetails: [] });
    step([], { images: [{ ...archived, imageStatus: 'ACTIVE' }] });
    expect(described()).toEqual(having({ imageTags: ['v1.4.2'] }));
  });
});

describe('how the registry scans', () => {
  const scanned = () => {
    const request = { repositoryNames: ['payments/api'] };
    return ecr.handle('BatchGetRepositoryScanningConfiguration', request).body;
  };
  const status = () => {
    const request = { repositoryName: 'payments/api', imageId: { imageDigest: DIGEST } };
    return ecr.handle('DescribeImageScanFindings', request).body;
  };

  test('is set before the scans of the step are, which are of that kind', () => {
    const image = { repository: 'payments/api', digest: DIGEST };
    const source = [{ imageScanStatus: { status: 'ACTIVE' } }];
    step([aScanEvent()], { registry: { scanType: 'ENHANCED' }, scans: [{ image, source }] });
    expect(status()).toMatchObject({ imageScanStatus: { status: 'ACTIVE' } });
    step([], { registry: { scanType: 'BASIC' } });
    expect(status()).toMatchObject({ __type: 'ScanNotFoundException' });
  });

  test('changes for the repositories of which an event says so', () => {
    step([aScanEvent()]);
    const repositories = [{ 'repository-name': 'payments/api', 'scan-frequency': 'MANUAL' }];
    const change = { 'action-type': 'SCAN_FREQUENCY_CHANGE', repositories, 'scan-type': 'ENHANCED' };
    step([{ ...aScanEvent({}, 'changed'), 'detail-type': 'ECR Scan Resource Change', detail: change }]);
    expect(scanned()).toMatchObject({ scanningConfigurations: [{ scanFrequency: 'MANUAL' }] });
  });
});

test('an image that Inspector found something in is known by that', () => {
  const awsEcrContainerImage = { repositoryName: 'payments/api', imageHash: DIGEST, imageTags: ['v1.4.2'] };
  const detail = { resources: [{ details: { awsEcrContainerImage } }] };
  step([{ ...aScanEvent(), 'detail-type': 'Inspector2 Finding', detail }]);
  expect(described()).toEqual(having({ imageTags: ['v1.4.2'] }));
});

describe('a manifest', () => {
  const manifest = `{ "schemaVersion": 2, "mediaType": "${INDEX}", "manifests": [] }`;
  const batchGet = () => {
    const request = { repositoryName: 'payments/api', imageIds: [{ imageDigest: DIGEST }] };
    return ecr.handle('BatchGetImage', request).body;
  };

  test('is what BatchGetImage answers, and says of what type the image is', () => {
    step([aScanEvent()], { manifests: { [DIGEST]: manifest } });
    expect(batchGet()).toMatchObject({ images: [{ imageManifest: manifest, imageManifestMediaType: INDEX }] });
    expect(described()).toEqual(having({ imageManifestMediaType: INDEX }));
  });

  test('may come later than the first event; what `images` says holds', () => {
    step([aScanEvent()]);
    expect(batchGet()).toMatchObject({ failures: [{ failureCode: 'ImageNotFound' }] });
    step([], { manifests: { [DIGEST]: manifest } });
    expect(described()).toEqual(having({ imageManifestMediaType: INDEX }));
    const said = { repositoryName: 'payments/api', imageDigest: DIGEST, imageManifestMediaType: 'application/x' };
    step([], { images: [said] });
    expect(described()).toEqual(having({ imageManifestMediaType: 'application/x' }));
  });
});
