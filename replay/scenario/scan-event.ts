/** Names one manifest. */
export interface ImageName {
  readonly repository: string;
  readonly digest: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The image that an event speaks of; null where it names none. */
export const imageOf = ({ detail }: Json): ImageName | null => {
  if (typeof detail !== 'object' || detail === null) return null;
  const { 'repository-name': repository, 'image-digest': digest } = detail as Json;
  if (typeof repository !== 'string' || typeof digest !== 'string' || !digest.startsWith('sha256:')) return null;
  // Inspector gives the ARN of the repository for its name.
  return { repository: repository.replace(/^arn:[^/]+:repository\//, ''), digest };
};

export const tagsOf = ({ detail }: Json): readonly string[] => {
  const tags = typeof detail === 'object' && detail !== null ? (detail as Json)['image-tags'] : undefined;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
};
