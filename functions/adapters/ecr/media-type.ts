import type { ImageDetail } from '@aws-sdk/client-ecr';

const INDEXES: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const IMAGE_CONFIGS: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
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

/** What it is that is no image; null for an image. ECR may leave media types out: then it is one. */
export const whyNoImage = (detail: ImageDetail): string | null => {
  const { imageManifestMediaType, artifactMediaType, subjectManifestDigest } = detail;
  if (imageManifestMediaType && INDEXES.has(imageManifestMediaType))
    return `it is an index of images, which are scanned each for itself (${imageManifestMediaType})`;
  if (artifactMediaType && !IMAGE_CONFIGS.has(artifactMediaType))
    return `it is ${artifactName(artifactMediaType)} (${artifactMediaType})`;
  if (subjectManifestDigest) return `it is attached to the image ${subjectManifestDigest}`;
  return cosigned(detail);
};

const artifactName = (mediaType: string): string =>
  ARTIFACTS.find(([part]) => mediaType.includes(part))?.[1] ?? 'no image';

/** An image that somebody gave such a tag besides its own is still one. */
const cosigned = ({ imageTags = [] }: ImageDetail): string | null => {
  const kinds = imageTags.map((tag) => COSIGN_TAG.exec(tag)?.[1]);
  const kind = kinds.includes(undefined) ? undefined : kinds[0];
  return kind === undefined ? null : `it is ${COSIGN[kind]} by cosign (${imageTags[0]})`;
};
