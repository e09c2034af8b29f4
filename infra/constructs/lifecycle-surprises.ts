import type { RepositoryOptions } from '../../functions/policy/repository-options.ts';
import { DEFAULT_KEEP } from './lifecycle-policy.ts';

/** In days: what was deployed longer ago has mostly been deployed anew. */
const LONG_DEPLOYED = 90;

/** What a lifecycle policy does that people do not expect of it, most of all to images that run: ECR does not know which do. */
export const lifecycleSurprises = ({ keep = DEFAULT_KEEP, mutableTags = [] }: RepositoryOptions): string[] => [
  ...(mutableTags.length > 0 && (keep.untaggedDays ?? LONG_DEPLOYED) < LONG_DEPLOYED ? [leftBehind(keep)] : []),
  ...(keep.images !== undefined && keep.archiveAfterDays !== undefined
    ? [twoCatchAlls(keep.images, keep.untaggedDays !== undefined)]
    : []),
  ...(keep.images !== undefined && keep.archiveAfterDays === undefined && !shieldsSome(keep)
    ? [beyond(keep.images)]
    : []),
];

type Keep = NonNullable<RepositoryOptions['keep']>;

const shieldsSome = ({ tags = {} }: Keep): boolean => Object.values(tags).some(({ images }) => images !== undefined);

const leftBehind = ({ untaggedDays: days }: Keep): string =>
  `untagged: ${days}d deletes an image ${days} days after its push once its mutable tag has moved on, though tasks may still run it and ECS starts more of it by its digest; keep untagged images for ${LONG_DEPLOYED}d or more`;

const twoCatchAlls = (images: number, isUntaggedTaken: boolean): string => {
  const left = isUntaggedTaken
    ? `untagged takes those without, so images: ${images} deletes nothing`
    : `so images: ${images} counts and deletes those without a tag alone`;
  return `archive-after takes every image that has a tag and that no rule of tags is for, as ECR leaves an image to one rule; ${left}`;
};

const beyond = (images: number): string =>
  `images: ${images} deletes what is older than the newest ${images} pushes, whether it runs or not; name the tags that run under tags, such as "release-*": { images: 200 }, and no other rule is for them`;
