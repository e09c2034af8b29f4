import { DescribeHubCommand, InvalidAccessException, ResourceNotFoundException } from '@aws-sdk/client-securityhub';
import type { Check } from './check.ts';
import { ok, wrong } from './diagnosis.ts';

const ABOUT = 'Security Hub';

/** Whether Security Hub CSPM is on, where a receiver needs it. */
export const securityHubCheck: Check = {
  about: ABOUT,
  actions: ['securityhub:DescribeHub'],
  look: async ({ securityHub, policyFile: { policy }, stack: { registry } }) => {
    if (!policy.receivers.some(({ channel }) => channel === 'security-hub')) return [];
    const remedy = `enable Security Hub CSPM in ${registry.region}, or take the receiver out`;
    try {
      await securityHub.send(new DescribeHubCommand({}));
      return [ok(ABOUT, 'on')];
    } catch (error) {
      // AWS names both where the account is not subscribed.
      if (error instanceof InvalidAccessException || error instanceof ResourceNotFoundException)
        return [wrong(ABOUT, `not on in ${registry.account} ${registry.region}`, remedy)];
      throw error;
    }
  },
};
