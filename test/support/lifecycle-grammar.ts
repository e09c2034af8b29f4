import * as z from 'zod';

/**
 * What ECR says of a lifecycle policy, written down from its user guide and from what it refused others.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html
 * @see https://github.com/cloudposse/terraform-aws-ecr/pull/159
 */
const count = z.int().positive();
const pattern = z.string().regex(/^[\w.*-]{1,128}$/);

const selection = z.strictObject({
  tagStatus: z.enum(['tagged', 'untagged', 'any']),
  tagPatternList: z.array(pattern).min(1).optional(),
  tagPrefixList: z.array(pattern).min(1).optional(),
  storageClass: z.enum(['standard', 'archive']).optional(),
  countType: z.enum(['imageCountMoreThan', 'sinceImagePushed', 'sinceImagePulled', 'sinceImageTransitioned']),
  countUnit: z.literal('days').optional(),
  countNumber: count,
});

const rule = z.strictObject({
  rulePriority: count,
  description: z.string().optional(),
  selection,
  action: z.union([
    z.strictObject({ type: z.literal('expire') }),
    z.strictObject({ type: z.literal('transition'), targetStorageClass: z.literal('archive') }),
  ]),
});

const policy = z.strictObject({ rules: z.array(rule).min(1).max(50) });

type Rule = z.infer<typeof rule>;

/** What ECR would say against `text`; empty where it takes it. */
export const lifecycleFaults = (text: string): string[] => {
  const parsed = policy.safeParse(JSON.parse(text));
  const { length } = text;
  return [
    ...(length < 100 || length > 30_720 ? [`the text has ${length} characters, ECR takes 100 to 30,720`] : []),
    ...(parsed.success ? [...parsed.data.rules.flatMap(inOne), ...among(parsed.data.rules)] : [parsed.error.message]),
  ];
};

const inOne = ({ rulePriority, selection, action }: Rule): string[] => {
  const { tagStatus, tagPatternList, tagPrefixList, storageClass, countType, countUnit, countNumber } = selection;
  const lists = [tagPatternList, tagPrefixList].filter((list) => list !== undefined);
  const stars = lists
    .flat()
    .map((each) => each.split('*').length - 1)
    .filter((each) => each > 4);
  const rules: [boolean, string][] = [
    [(tagStatus === 'tagged') === (lists.length === 1), 'tagged has one list, untagged and any have none'],
    [stars.length === 0, 'a pattern has four stars at most'],
    [(storageClass === 'archive') === (countType === 'sinceImageTransitioned'), 'archive is of sinceImageTransitioned'],
    [(countUnit === 'days') === (countType !== 'imageCountMoreThan'), 'since… has a unit, imageCountMoreThan has none'],
    [countType !== 'sinceImagePulled' || action.type === 'transition', 'sinceImagePulled is for transition'],
    [countType !== 'sinceImageTransitioned' || action.type === 'expire', 'sinceImageTransitioned is for expire'],
    [countType !== 'sinceImageTransitioned' || countNumber >= 90, 'the archive keeps 90 days'],
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [`rule ${rulePriority}: ${fault}`]));
};

const among = (rules: readonly Rule[]): string[] => {
  const priorities = rules.map(({ rulePriority }) => rulePriority);
  const others = rules.filter(({ selection }) => selection.tagStatus !== 'any');
  const lastOther = Math.max(0, ...others.map(({ rulePriority }) => rulePriority));
  const isEarly = ({ selection, rulePriority }: Rule) => selection.tagStatus === 'any' && rulePriority < lastOther;
  const claims = rules.map(
    ({ selection: { tagStatus, tagPatternList, tagPrefixList, storageClass = 'standard' } }) =>
      `${storageClass} ${tagStatus} ${(tagPatternList ?? tagPrefixList)?.toSorted().join(' ') ?? ''}`,
  );
  return [
    ...(new Set(priorities).size < rules.length ? ['two rules have one priority'] : []),
    ...(rules.some(isEarly) ? ['any is not last'] : []),
    ...(new Set(claims).size < rules.length ? ['two rules of a storage class are for the same images'] : []),
  ];
};
