import * as z from 'zod/mini';
import { digest, eventShape, readEvent, repository } from '../event-shape.ts';
import type { Scanned } from './nudge.ts';

type Counts = Readonly<Record<string, number | null | undefined>>;

/**
 * `ECR Image Scan` and `Inspector2 Scan`: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html,
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-events.html
 */
const scanned = eventShape(() => ({
  detail: z.object({
    'repository-name': repository,
    'image-digest': digest,
    'finding-severity-counts': z.nullish(z.record(z.string(), z.nullish(z.number()))),
  }),
}));

/** The status is left to the API. */
export const parseScan = (event: unknown): Scanned => {
  const { id, account, region, detail } = readEvent(scanned, event);
  const image = { repository: detail['repository-name'], digest: detail['image-digest'] };
  return { kind: 'scanned', id, account, region, ...image, counted: sumOf(detail['finding-severity-counts'] ?? {}) };
};

/** Inspector counts low and unrated ones in its TOTAL alone. */
const sumOf = (counts: Counts): number => {
  const total = Object.entries(counts).find(([name]) => name.toUpperCase() === 'TOTAL')?.[1];
  return total ?? Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
};
