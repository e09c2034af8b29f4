import type { Check } from './check.ts';
import { ok, wrong } from './diagnosis.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
const WELL = /^(CREATE|UPDATE|IMPORT)_COMPLETE(_CLEANUP_IN_PROGRESS)?$/;

/** Whether the last deployment went through. */
export const stackCheck: Check = {
  about: 'stack',
  actions: [],
  look: async ({ stack: { name, status } }) => [
    WELL.test(status)
      ? ok(`stack ${name}`, status)
      : wrong(
          `stack ${name}`,
          status,
          status.endsWith('_IN_PROGRESS')
            ? 'wait for the deployment, then ask again'
            : 'see why the last deployment failed, mend it, and deploy again',
        ),
  ],
};
