import type { ImageDetail } from '@aws-sdk/client-ecr';

export const INDEX_MEDIA_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
export const IMAGE_MANIFESTS: readonly string[] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const IMAGE_CONFIGS: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** Whether `mediaType` is that of an index; ECR may leave it out: then it is none. */
export const isIndex = (mediaType = ''): boolean => INDEX_MEDIA_TYPES.includes(mediaType);
export const isImageManifest = (mediaType: string): boolean => IMAGE_MANIFESTS.includes(mediaType);
export const isImageConfig = (mediaType: string): boolean => IMAGE_CONFIGS.includes(mediaType);

/** What else is kept in registries, for people; whatever is not listed is told by its media type alone. */
const ARTIFACTS: readonly (readonly [part: string, name: string])[] = [
  ['helm', 'a Helm chart'],
  ['buildkit', 'a build cache'],
  ['spdx', 'an SBOM'],
  ['cyclonedx', 'an SBOM'],
  ['syft', 'an SBOM'],
  ['in-toto', 'an attestation'],
  ['dsse', 'an attestation'],
  ['sigstore', 'a signature'],
  ['cosign', 'a signature'],
  ['notary', 'a signature'],
];
/** Cosign keeps these beside an image, under a tag made of its digest: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
const COSIGN_TAG = /^sha256-[0-9a-f]+\.(sig|att|sbom)$/;
const COSIGN: Readonly<Record<string, string>> = { sig: 'a signature', att: 'an attestation', sbom: 'an SBOM' };
/** So do clients that know no referrers: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema */
const REFERRERS_TAG = /^sha256-[0-9a-f]{64}$/;

/** What it is that is neither image nor index; null for these. ECR may leave media types out: then it is an image. */
export const whyNoImage = (detail: ImageDetail): string | null => {
  const { artifactMediaType, subjectManifestDigest, imageTags = [], imageManifestMediaType } = detail;
  if (artifactMediaType && !isImageConfig(artifactMediaType))
    return `it is ${artifactName(artifactMediaType)} (${artifactMediaType})`;
  if (subjectManifestDigest) return `it is attached to the image ${subjectManifestDigest}`;
  if (isIndex(imageManifestMediaType) && imageTags.length > 0 && imageTags.every((tag) => REFERRERS_TAG.test(tag)))
    return `it lists what is attached to an image (${imageTags[0]})`;
  return cosigned(imageTags);
};

const artifactName = (mediaType: string): string =>
  ARTIFACTS.find(([part]) => mediaType.includes(part))?.[1] ?? 'no image';

/** An image that somebody gave such a tag besides its own is still one. */
const cosigned = (tags: readonly string[]): string | null => {
  const kinds = tags.map((tag) => COSIGN_TAG.exec(tag)?.[1]);
  const kind = kinds.includes(undefined) ? undefined : kinds[0];
  return kind === undefined ? null : `it is ${COSIGN[kind]} by cosign (${tags[0]})`;
};
