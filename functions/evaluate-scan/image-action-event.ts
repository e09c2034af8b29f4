import * as z from 'zod/mini';
import { digest, eventShape, readEvent, repository, text, time } from '../event-shape.ts';
import type { Pushed, Touched } from './nudge.ts';

/** `ECR Image Action`: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
const acted = eventShape(() => ({
  time,
  detail: z.object({
    'action-type': text,
    'repository-name': repository,
    'image-digest': digest,
    'image-tag': z.nullish(z.string()),
  }),
}));

/** Any other action than a push is for the API to explain. */
export const parseImageAction = (event: unknown): Pushed | Touched => {
  const { id, account, region, time, detail } = readEvent(acted, event);
  const image = { id, account, region, repository: detail['repository-name'], digest: detail['image-digest'] };
  const tag = detail['image-tag'] || null;
  const at = new Date(time).toISOString();
  const action = detail['action-type'].toUpperCase();
  return action === 'PUSH'
    ? { kind: 'pushed', ...image, tag, at }
    : { kind: 'touched', ...image, tag, at: action === 'DELETE' ? at : null };
};
