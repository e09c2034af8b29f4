/** A manifest as it was pushed. */
interface Manifest {
  readonly text: string;
  readonly mediaType: string;
}

/** The manifests of a registry, by digest. */
export interface EcrManifests {
  set(digest: string, text: string): void;
  get(digest: string): Manifest | undefined;
}

export const ecrManifests = (): EcrManifests => {
  const manifests = new Map<string, Manifest>();
  return {
    set: (digest, text) => {
      manifests.set(digest, { text, mediaType: mediaTypeOf(text) });
    },
    get: (digest) => manifests.get(digest),
  };
};

/** Who pushes a manifest says what it is besides: OCI manifests may leave it out. */
const mediaTypeOf = (text: string): string => {
  const { mediaType, manifests }: { readonly mediaType?: unknown; readonly manifests?: unknown } = JSON.parse(text);
  if (typeof mediaType === 'string') return mediaType;
  return `application/vnd.oci.image.${manifests === undefined ? 'manifest' : 'index'}.v1+json`;
};
