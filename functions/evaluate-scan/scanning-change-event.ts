import * as z from 'zod/mini';
import { eventShape, listOf, readEvent, repository, text } from '../event-shape.ts';
import type { Posture } from './nudge.ts';

/** `ECR Scan Resource Change`: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
const changed = eventShape(() => ({
  detail: z.object({
    repositories: listOf(
      z.object({
        'repository-name': repository,
        'scan-frequency': text,
        'previous-scan-frequency': z.nullish(z.string()),
      }),
    ),
  }),
}));

export const parseScanningChange = (event: unknown): Posture => {
  const { id, account, region, detail } = readEvent(changed, event);
  const repositories = detail.repositories.map((change) => ({
    repository: change['repository-name'],
    frequency: change['scan-frequency'].toUpperCase(),
    previous: change['previous-scan-frequency']?.toUpperCase() || null,
  }));
  return { kind: 'posture', id, account, region, repositories };
};
