import * as z from 'zod';

/** Names one manifest. */
export interface ImageName {
  readonly repository: string;
  readonly digest: string;
}

type Json = Readonly<Record<string, unknown>>;

const detailOf = ({ detail }: Json): Json => (typeof detail === 'object' && detail !== null ? { ...detail } : {});

/** What `Inspector2 Finding` is about. */
const found = z.looseObject({
  resources: z
    .tuple([z.looseObject({ details: z.looseObject({ awsEcrContainerImage: z.looseObject({}) }) })])
    .rest(z.unknown()),
});
const foundIn = (event: Json): Json =>
  found.safeParse(detailOf(event)).data?.resources[0].details.awsEcrContainerImage ?? {};

/** The image that an event speaks of; null where it names none. */
export const imageOf = (event: Json): ImageName | null => {
  const { 'repository-name': named, 'image-digest': ofDigest } = detailOf(event);
  const { repositoryName: repository = named, imageHash: digest = ofDigest } = foundIn(event);
  if (typeof repository !== 'string' || typeof digest !== 'string' || !digest.startsWith('sha256:')) return null;
  // Inspector gives the ARN of the repository for its name.
  return { repository: repository.replace(/^arn:[^/]+:repository\//, ''), digest };
};

/** The tags an event names: that of a scan or a finding all, that of an action one. */
export const tagsOf = (event: Json): readonly string[] => {
  const { 'image-tags': tags, 'image-tag': tag } = detailOf(event);
  return [foundIn(event)['imageTags'] ?? tags ?? tag].flat().filter((each) => typeof each === 'string');
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

const changed = z.looseObject({
  repositories: z.array(z.looseObject({ 'repository-name': z.string(), 'scan-frequency': z.string() })),
});

/** How repositories are scanned from now on, by name, where an event says so. */
export const frequenciesOf = (event: Json): readonly (readonly [repository: string, frequency: string])[] =>
  (changed.safeParse(detailOf(event)).data?.repositories ?? []).map(
    ({ 'repository-name': repository, 'scan-frequency': frequency }) => [repository, frequency],
  );
