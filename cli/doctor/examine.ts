import type { Check, World } from './check.ts';
import { couldNotLook } from './could-not-look.ts';
import { deadLettersCheck } from './dead-letters.ts';
import type { Diagnosis } from './diagnosis.ts';
import { policyCheck } from './policy.ts';
import { repositoriesCheck } from './repositories.ts';
import { scanningCheck } from './scanning.ts';
import { securityHubCheck } from './security-hub.ts';
import { slackCheck } from './slack.ts';
import { stackCheck } from './stack.ts';
import { subscriptionsCheck } from './subscriptions.ts';

const CHECKS = [
  stackCheck,
  policyCheck,
  slackCheck,
  subscriptionsCheck,
  securityHubCheck,
  scanningCheck,
  repositoriesCheck,
  deadLettersCheck,
];

/** All that can be said of a deployed stack, whatever of it cannot be looked at. */
export const examine = async (world: World): Promise<readonly Diagnosis[]> =>
  (await Promise.all(CHECKS.map((check) => diagnose(check, world)))).flat();

const diagnose = async ({ about, actions, look }: Check, world: World): Promise<readonly Diagnosis[]> => {
  try {
    return await look(world);
  } catch (error) {
    return [couldNotLook(about, actions, error)];
  }
};
