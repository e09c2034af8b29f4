import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { parseAt } from '../parse-at.ts';
import type { LambdaFunction } from '../template/wiring.ts';

const policy = z.looseObject({
  receivers: z.array(
    z.looseObject({
      name: z.string(),
      channel: z.string(),
      bot: z.object({ channelId: z.string(), tokenSecret: z.string() }).optional(),
      webhook: z.object({ urlSecret: z.string() }).optional(),
    }),
  ),
});

/** A receiver of the policy. */
export type Receiver = z.infer<typeof policy>['receivers'][number];

/** The receivers of the policy beside the bundles: all carry the same. */
export const receiversOf = ([lambda]: readonly LambdaFunction[]): readonly Receiver[] => {
  if (lambda === undefined) return [];
  const file = join(lambda.folder, 'policy.json');
  return parseAt(file, policy, JSON.parse(readFileSync(file, 'utf8'))).receivers;
};
