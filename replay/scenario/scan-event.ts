/** Names one manifest. */
export interface ImageName {
  readonly repository: string;
  readonly digest: string;
}

type Json = Readonly<Record<string, unknown>>;

const detailOf = ({ detail }: Json): Json => (typeof detail === 'object' && detail !== null ? { ...detail } : {});

/** The image that an event speaks of; null where it names none. */
export const imageOf = (event: Json): ImageName | null => {
  const { 'repository-name': repository, 'image-digest': digest } = detailOf(event);
  if (typeof repository !== 'string' || typeof digest !== 'string' || !digest.startsWith('sha256:')) return null;
  // Inspector gives the ARN of the repository for its name.
  return { repository: repository.replace(/^arn:[^/]+:repository\//, ''), digest };
};

/** The tags an event names: that of a scan all, that of an action one. */
export const tagsOf = (event: Json): readonly string[] => {
  const { 'image-tags': tags, 'image-tag': tag } = detailOf(event);
  return (Array.isArray(tags) ? tags : [tag]).filter((each) => typeof each === 'string');
};

/** `PUSH`, `DELETE` or `UPDATE_STORAGE_CLASS`; undefined where the event is of no action. */
export const actionOf = (event: Json): unknown => detailOf(event)['action-type'];

/** What an action says of the kind of image it was about, as DescribeImages says it. */
export const mediaTypesOf = (event: Json): Json => {
  const { 'manifest-media-type': manifest, 'artifact-media-type': artifact } = detailOf(event);
  return {
    ...(typeof manifest === 'string' && { imageManifestMediaType: manifest }),
    ...(typeof artifact === 'string' && { artifactMediaType: artifact }),
  };
};
