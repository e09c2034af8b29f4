import * as z from 'zod';
import type { Fault } from './problem.ts';
import { ruled } from './text-shapes.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html */
const FILTER = /^[0-9a-zA-Z._*-]{1,128}$/;
const MAX_STARS = 2;
/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
const MAX_MUTABLE_TAGS = 5;

const mutableTagFault = (tag: string): Fault | null => {
  if (!FILTER.test(tag))
    return { message: `"${tag}" fits no tag: ECR takes 1 to 128 letters, digits and . _ -, and * for anything` };
  if (/^\*+$/.test(tag))
    return {
      message: `"${tag}" makes every tag mutable, and then none is worth trusting; write only those that have to move`,
    };
  const stars = tag.split('*').length - 1;
  return stars > MAX_STARS
    ? { message: `"${tag}" has ${stars} stars, and ECR takes ${MAX_STARS}; write a wider one` }
    : null;
};

const reasonFault = (reason: string): Fault | null =>
  reason.trim() === '' ? { message: 'the reason is empty; say why this tag has to move' } : null;

/** Tags that may be moved, each with its reason. */
export const mutableTags = z
  .array(
    z.object({
      tag: ruled(mutableTagFault, FILTER).describe('A tag, or with * many: latest, sha256-*.'),
      reason: ruled(reasonFault, /\S/).describe('Why it has to move.'),
    }),
  )
  .min(1)
  .superRefine((all, context) => {
    for (const [index, { tag }] of all.entries()) {
      const report = (message: string) => context.addIssue({ code: 'custom', path: [index], message });
      if (all.findIndex((each) => each.tag === tag) < index) report(`"${tag}" is here twice; keep one`);
      else if (index === MAX_MUTABLE_TAGS)
        report(
          `ECR takes ${MAX_MUTABLE_TAGS} mutable tags, and here are ${all.length}; write wider ones, such as "dev-*"`,
        );
    }
  })
  .meta({ maxItems: MAX_MUTABLE_TAGS });
