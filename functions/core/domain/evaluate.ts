import { evaluateComplete } from './evaluate-complete.ts';
import { evaluateUnscanned } from './evaluate-unscanned.ts';
import type { Evaluation, Step } from './evaluation.ts';
import { headsAfter } from './heads.ts';
import type { Image } from './image.ts';
import { imageOfHead } from './image-of-head.ts';
import { goneImages } from './lineage.ts';
import type { Facts } from './sighting.ts';

/**
 * Compares what was seen with what was known, decides who is told, and says what to keep of it. One evaluation has one
 * kind of news: what is left once it is committed, the next one finds.
 */
export const evaluate = (evaluation: Evaluation, facts: Facts): Step => {
  const { sighting, before } = evaluation;
  const image = sighting.kind === 'seen' ? sighting.image : goneImage(evaluation);
  if (image === null) return { kind: 'unchanged', reason: 'it was head of no line' };
  const heads = headsAfter({ ...evaluation, heads: before.heads }, sighting, facts);
  if ('kind' in heads) return heads;
  const step = evaluateComplete(evaluation, facts, heads, image);
  return step.kind === 'unchanged' && sighting.kind === 'seen' ? evaluateUnscanned(evaluation, facts, sighting) : step;
};

/** An image that is gone as its heads knew it; null where it was head of nothing. */
const goneImage = ({ repository, sighting, before }: Evaluation): Image | null => {
  const gone = goneImages(before.heads, sighting);
  const head = before.heads.find(({ image }) => gone.has(image));
  return head === undefined ? null : imageOfHead(repository, head, before.heads);
};
