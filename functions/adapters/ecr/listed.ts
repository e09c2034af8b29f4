import * as z from 'zod/mini';
import type { Listed } from '../../core/ports/registry.ts';
import { isImageConfig, isImageManifest } from './media-type.ts';

/**
 * An OCI image index, or a Docker manifest list: https://github.com/opencontainers/image-spec/blob/main/image-index.md
 * Lazy: most images are none.
 */
const Index = z.lazy(() => {
  const text = z.nullish(z.string());
  return z.object({
    manifests: z.array(
      z.object({
        digest: z.string().check(z.minLength(1)),
        mediaType: text,
        artifactType: text,
        platform: z.nullish(z.object({ os: text, architecture: text, variant: text })),
        annotations: z.nullish(z.record(z.string(), z.unknown())),
      }),
    ),
  });
});

type Descriptor = z.output<typeof Index>['manifests'][number];

/**
 * What an index lists.
 *
 * @param name - of the index, for errors
 * @throws Error that names the first path that is broken
 */
export const listedIn = (name: string, manifest: string): readonly Listed[] => {
  const { success, data, error } = Index.safeParse(json(manifest));
  if (success) return data.manifests.map(listed);
  const place = error.issues[0]?.path.join('.') || 'its beginning';
  throw new Error(`the index ${name} is broken at ${place}; push it anew`);
};

const json = (manifest: string): unknown => {
  try {
    return JSON.parse(manifest);
  } catch {
    return undefined;
  }
};

const listed = (descriptor: Descriptor): Listed => {
  const { digest } = descriptor;
  const platform = platformOf(descriptor);
  return isImage(descriptor) && platform !== UNKNOWN ? { digest, platform, isImage: true } : { digest, isImage: false };
};

/** BuildKit's, of an attestation: https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md */
const UNKNOWN = 'unknown/unknown';

const isImage = ({ mediaType, artifactType, annotations }: Descriptor): boolean =>
  (!mediaType || isImageManifest(mediaType)) &&
  (!artifactType || isImageConfig(artifactType)) &&
  annotations?.['vnd.docker.reference.type'] !== 'attestation-manifest';

const platformOf = ({ platform }: Descriptor): string | null => {
  const { os, architecture, variant } = platform ?? {};
  if (!os || !architecture) return null;
  return variant ? `${os}/${architecture}/${variant}` : `${os}/${architecture}`;
};
