import * as z from 'zod';
import { wholeDays } from './days.ts';
import type { Fault } from './problem.ts';
import { scalar } from './text-shapes.ts';

const days = (what: string) => wholeDays({ what, pattern: /^[1-9]\d{0,3}d$/, range: '1d to 9999d' });

/** Images in a repository: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MOST = 100_000;

const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST;

const countFault =
  (what: string) =>
  (written: string, value: unknown): Fault | null => {
    if (isCount(value)) return null;
    const [, number] = /^(\d+)\s*(?:d|days?|images?)?$/.exec(written.toLowerCase()) ?? [];
    const instead = isCount(Number(number)) ? String(Number(number)) : undefined;
    const remedy = instead === undefined ? 'write a whole number, 1 or more, such as 50' : `did you mean ${instead}?`;
    return { message: `"${written}" is no number of ${what}; ${remedy}`, instead };
  };

const count = (what: string) => scalar(countFault(what), z.number().int().min(1).max(MOST));

const images = count('images');

/** What the lifecycle policy of a repository keeps; what needs two values to be judged is in `repository-rules.ts`. */
export const keep = z.object({
  untagged: days('time to keep untagged images')
    .optional()
    .describe('Days after its push, such as 7d, that an image without a tag is deleted.'),
  images: images
    .optional()
    .describe('Of the images that no rule of tags is for, the newest so many are kept, and the rest is deleted.'),
  tags: z
    .record(
      z.string(),
      z.object({
        images: images.optional().describe('The newest so many are kept.'),
        days: count('days').optional().describe('They are deleted so many days after their push.'),
      }),
    )
    .optional()
    .describe(
      'By tag, or with at most four * many: release-*: { images: 200 }, pr-*: { days: 14 }. An image is of the first that one of its tags fits, and of no other rule.',
    ),
  'archive-after': days('time until an image is archived')
    .optional()
    .describe(
      'Days since its last pull, such as 90d, that an image that no rule of tags is for goes to the archive, from where it cannot be pulled until it is restored.',
    ),
  archived: wholeDays({
    what: 'time to keep archived images',
    pattern: /^(9\d|[1-9]\d{2,3})d$/,
    range: '90d to 9999d: ECR bills 90 days of archive anyway',
  })
    .optional()
    .describe('Days in the archive, 90d at least, such as 365d, that an image is deleted from there. Default: never.'),
});
