import type { KeepOptions } from '../../functions/policy/repository-options.ts';

/**
 * The lifecycle policy of a repository.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export interface LifecyclePolicy {
  readonly rules: readonly LifecycleRule[];
}

interface LifecycleRule {
  readonly rulePriority: number;
  readonly description: string;
  readonly selection: Selection;
  readonly action:
    | { readonly type: 'expire' }
    | { readonly type: 'transition'; readonly targetStorageClass: 'archive' };
}

type Selection = Whose & Measure;

type Whose =
  | { readonly tagStatus: 'tagged'; readonly tagPatternList: readonly [string] }
  | { readonly tagStatus: 'untagged' | 'any' };

type Measure =
  | { readonly countType: 'imageCountMoreThan'; readonly countNumber: number }
  | {
      readonly countType: 'sinceImagePushed' | 'sinceImagePulled';
      readonly countUnit: 'days';
      readonly countNumber: number;
    }
  // ECR takes a storage class with this one alone.
  | {
      readonly storageClass: 'archive';
      readonly countType: 'sinceImageTransitioned';
      readonly countUnit: 'days';
      readonly countNumber: number;
    };

type Rule = Omit<LifecycleRule, 'rulePriority'>;

export const DEFAULT_KEEP: KeepOptions = { untaggedDays: 7 };

/** What `keep` says, as ECR takes it: an image is of the first rule that it fits and of no later one, so the catch-alls are last. */
export const lifecyclePolicy = (keep: KeepOptions): LifecyclePolicy => ({
  rules: [
    ...Object.entries(keep.tags ?? {}).map(([pattern, measure]) => ofTag(pattern, measure)),
    ...given(keep.untaggedDays, untagged),
    ...given(keep.archiveAfterDays, (days) => unpulled(days, keep.images !== undefined)),
    ...given(keep.images, rest),
    ...given(keep.archivedDays, archived),
  ].map((rule, index) => ({ rulePriority: index + 1, ...rule })),
});

const given = (count: number | undefined, rule: (count: number) => Rule): Rule[] =>
  count === undefined ? [] : [rule(count)];

const EXPIRE = { type: 'expire' } as const;
const ARCHIVE = { type: 'transition', targetStorageClass: 'archive' } as const;

const newest = (countNumber: number): Measure => ({ countType: 'imageCountMoreThan', countNumber });
const since = (countType: 'sinceImagePushed' | 'sinceImagePulled', countNumber: number): Measure => ({
  countType,
  countUnit: 'days',
  countNumber,
});

/** A rule takes one pattern: of several it wants all to fit. */
const tagged = (pattern: string): Whose => ({ tagStatus: 'tagged', tagPatternList: [pattern] });
const ANY: Whose = { tagStatus: 'any' };

const ofTag = (
  pattern: string,
  { images, days = 0 }: { readonly images?: number | undefined; readonly days?: number | undefined },
): Rule =>
  images === undefined
    ? {
        description: `${pattern}: deleted ${days} days after its push`,
        selection: { ...tagged(pattern), ...since('sinceImagePushed', days) },
        action: EXPIRE,
      }
    : {
        description: `${pattern}: the newest ${images} are kept, the rest is deleted`,
        selection: { ...tagged(pattern), ...newest(images) },
        action: EXPIRE,
      };

const untagged = (days: number): Rule => ({
  description: `untagged: deleted ${days} days after its push`,
  selection: { tagStatus: 'untagged', ...since('sinceImagePushed', days) },
  action: EXPIRE,
});

/** Beside another catch-all only what has a tag: two rules for any image are one too many. */
const unpulled = (days: number, isTagged: boolean): Rule => ({
  description: `${isTagged ? 'any other tag' : 'all else'}: archived ${days} days after its last pull`,
  selection: { ...(isTagged ? tagged('*') : ANY), ...since('sinceImagePulled', days) },
  action: ARCHIVE,
});

const rest = (images: number): Rule => ({
  description: `all else: the newest ${images} are kept, the rest is deleted`,
  selection: { ...ANY, ...newest(images) },
  action: EXPIRE,
});

const archived = (days: number): Rule => ({
  description: `archived: deleted ${days} days after it was archived`,
  selection: {
    ...ANY,
    storageClass: 'archive',
    countType: 'sinceImageTransitioned',
    countUnit: 'days',
    countNumber: days,
  },
  action: EXPIRE,
});
