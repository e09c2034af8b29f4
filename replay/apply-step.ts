import type { FakeEcr } from './fakes/ecr.ts';
import type { FakeSecurityHub } from './fakes/security-hub.ts';
import type { FakeSlack } from './fakes/slack.ts';
import type { FakeSns } from './fakes/sns.ts';
import { actionOf, frequenciesOf, type ImageName, imageOf, mediaTypesOf, tagsOf } from './scenario/scan-event.ts';
import type { Step } from './scenario/step.ts';
import type { Json } from './scenario/step-files.ts';

interface Fakes {
  readonly ecr: FakeEcr;
  readonly slack: FakeSlack;
  readonly sns: FakeSns;
  readonly securityHub: FakeSecurityHub;
}

const key = ({ repository, digest }: ImageName): string => `${repository}@${digest}`;

/** Tells the fakes what a step says of the world, before its events are delivered. */
export const stepApplier = ({ ecr, slack, sns, securityHub }: Fakes): ((step: Step) => void) => {
  const deleted = new Set<string>();
  const seen = new Set<unknown>();

  /** An image that was deleted is there again only by a push that was not heard of before. */
  const isThere = (event: Json, image: ImageName): boolean => {
    const action = actionOf(event);
    if (!deleted.has(key(image))) return action !== 'DELETE';
    return action === 'PUSH' && !seen.has(event['id']);
  };
  /** Where the step does not say, an image is what its event says. */
  const rememberAsTold = (event: Json, image: ImageName): void => {
    deleted.delete(key(image));
    const known = knownTags(ecr, image);
    // An event that comes again says nothing new of the tags, which may have moved on.
    const told = known !== null && seen.has(event['id']) ? [] : tagsOf(event);
    const { repository: repositoryName, digest: imageDigest } = image;
    const imageTags = [...new Set([...(known ?? []), ...told])];
    ecr.mergeImages([{ repositoryName, imageDigest, imageTags, ...(known === null && firstSeen(event)) }]);
  };
  const tellEvents = ({ events, images }: Step): void => {
    const named = new Set(Array.isArray(images) ? images.map(({ imageDigest }) => imageDigest) : []);
    for (const event of events) {
      const image = imageOf(event);
      if (image !== null && !named.has(image.digest) && isThere(event, image)) rememberAsTold(event, image);
      seen.add(event['id']);
    }
  };
  const remember = (details: readonly Json[]): void => {
    ecr.mergeImages(details);
    for (const { repositoryName, imageDigest } of details)
      deleted.delete(key({ repository: String(repositoryName), digest: String(imageDigest) }));
  };
  const remove = (images: readonly ImageName[]): void => {
    for (const image of images) {
      deleted.add(key(image));
      ecr.deleteImage(image.repository, image.digest);
    }
  };

  return (step) => {
    slack.behave(step.slack);
    sns.behave(step.sns);
    securityHub.behave(step.securityHub);
    tellOfScanning(ecr, step);
    tellEvents(step);
    if (step.images === 'deleted') remove(step.subjects);
    else remember(step.images ?? []);
    for (const [digest, manifest] of Object.entries(step.manifests)) ecr.setManifest(digest, manifest);
  };
};

const tellOfScanning = (ecr: FakeEcr, { registry, events, scans, rescans }: Step): void => {
  if (registry !== null) ecr.setScanning(registry);
  for (const [repository, frequency] of events.flatMap(frequenciesOf)) ecr.setFrequency(repository, frequency);
  for (const { image, source } of scans) ecr.setScan(image.repository, image.digest, source);
  for (const { image, source } of rescans) ecr.setNextScan(image.repository, image.digest, source);
};

/** Null where ECR does not know the image. */
const knownTags = (ecr: FakeEcr, { repository, digest }: ImageName): readonly string[] | null => {
  const request = { repositoryName: repository, imageIds: [{ imageDigest: digest }], filter: { imageStatus: 'ANY' } };
  const { status, body } = ecr.handle('DescribeImages', request);
  if (status !== 200) return null;
  const [detail] = (body as { readonly imageDetails: readonly { readonly imageTags?: readonly string[] }[] })
    .imageDetails;
  return detail?.imageTags ?? [];
};

const firstSeen = (event: Json): Json => {
  const { time } = event;
  return {
    ...(typeof time === 'string' && !Number.isNaN(Date.parse(time)) && { imagePushedAt: Date.parse(time) / 1000 }),
    ...mediaTypesOf(event),
  };
};
