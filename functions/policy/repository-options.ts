import { daysOf } from './days.ts';
import type { APPLIED_FOR, CreationTemplateShape, RepositoryShape } from './repository-shape.ts';

/** What is kept, and for how long; days and counts are whole numbers. */
export interface KeepOptions {
  /** Days after its push that an image without a tag is deleted. */
  readonly untaggedDays?: number | undefined;
  /** Of the images that no rule of tags is for, how many of the newest are kept. */
  readonly images?: number | undefined;
  /** By tag, or with at most four `*` many; an image is of the first that one of its tags fits. */
  readonly tags?:
    | Readonly<Record<string, { readonly images?: number | undefined; readonly days?: number | undefined }>>
    | undefined;
  /** Days since its last pull that an image that no rule of tags is for is archived. */
  readonly archiveAfterDays?: number | undefined;
  /** Days in the archive, 90 at least, that an image is deleted from there. */
  readonly archivedDays?: number | undefined;
}

/** What a hardened repository and a creation template have alike. */
export interface RepositoryOptions {
  /** Tags that may be moved, each with its reason; at most 5. Default: none. */
  readonly mutableTags?: readonly { readonly tag: string; readonly reason: string }[] | undefined;
  /** Who may pull besides its own account. Default: nobody. */
  readonly pullFrom?:
    | { readonly organization?: string | undefined; readonly accounts?: readonly string[] | undefined }
    | undefined;
  /** ARNs of roles that may push; nobody else may then. Default: whom IAM allows it in its account. */
  readonly pushBy?: readonly string[] | undefined;
  /** Default: untagged images go after 7 days, nothing else is ever deleted. */
  readonly keep?: KeepOptions | undefined;
  /** `shared-key` (default), `own-key`, `aes-256`, or the ARN of a key. It cannot be changed later. */
  readonly encryption?: string | undefined;
  /** The AWS tag `owner`. */
  readonly owner?: string | undefined;
  /** The AWS tag `cost-center`. */
  readonly costCenter?: string | undefined;
  /** More AWS tags. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface CreationTemplateOptions extends RepositoryOptions {
  /** What makes the repositories: `pull-through-cache`, `replication`, `create-on-push`. */
  readonly appliedFor: readonly CreationMaker[];
}

export type CreationMaker = (typeof APPLIED_FOR)[number];

/** What an entry of the policy file says. */
export const repositoryOptions = (written: RepositoryShape | CreationTemplateShape): RepositoryOptions => ({
  mutableTags: written['mutable-tags'],
  pullFrom: written['pull-from'] && {
    organization: written['pull-from'].organization,
    accounts: listOf(written['pull-from'].accounts),
  },
  pushBy: listOf(written['push-by']),
  keep: written.keep && keepOptions(written.keep),
  encryption: written.encryption,
  owner: written.owner,
  costCenter: written['cost-center'],
  tags: written.tags,
});

export const creationTemplateOptions = (written: CreationTemplateShape): CreationTemplateOptions => ({
  ...repositoryOptions(written),
  appliedFor: [written['applied-for']].flat(),
});

const keepOptions = (written: NonNullable<RepositoryShape['keep']>): KeepOptions => ({
  untaggedDays: days(written.untagged),
  images: written.images,
  tags: written.tags,
  archiveAfterDays: days(written['archive-after']),
  archivedDays: days(written.archived),
});

const days = (written: string | undefined): number | undefined => (written === undefined ? undefined : daysOf(written));

const listOf = <T>(one: T | readonly T[] | undefined): readonly T[] | undefined =>
  one === undefined ? undefined : ([one].flat() as readonly T[]);

/** The same as an entry of the policy file, which is where it is judged. */
export const writtenOptions = (options: RepositoryOptions & Partial<CreationTemplateOptions>): unknown => {
  const { mutableTags, pushBy, costCenter, appliedFor, pullFrom, keep, ...rest } = options;
  return defined({
    'mutable-tags': mutableTags,
    'pull-from': pullFrom && defined({ ...pullFrom }),
    'push-by': pushBy,
    'cost-center': costCenter,
    'applied-for': appliedFor,
    keep: keep && writtenKeep(keep),
    ...rest,
  });
};

const writtenKeep = ({ untaggedDays, archiveAfterDays, archivedDays, images, tags }: KeepOptions): unknown =>
  defined({
    untagged: untaggedDays === undefined ? undefined : `${untaggedDays}d`,
    images,
    tags: tags && Object.fromEntries(Object.entries(tags).map(([pattern, rule]) => [pattern, defined(rule)])),
    'archive-after': archiveAfterDays === undefined ? undefined : `${archiveAfterDays}d`,
    archived: archivedDays === undefined ? undefined : `${archivedDays}d`,
  });

const defined = (value: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
