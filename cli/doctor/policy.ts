import type { Check } from './check.ts';
import { ok, unknown, wrong } from './diagnosis.ts';

/** Whether what is deployed is what the file says. */
export const policyCheck: Check = {
  about: 'policy',
  actions: [],
  look: async ({ stack: { policyHash, queues }, policyFile: { policy }, path }) => {
    const channels = new Set(policy.receivers.map(({ channel }) => channel));
    const missing = [...channels].filter((channel) => !queues[channel]);
    if (missing.length > 0)
      return [wrong('policy', `the stack cannot deliver to ${missing.join(', ')}, which ${path} names`, DEPLOY)];
    if (policyHash === null)
      return [unknown('policy', 'the stack does not say which policy it has', `deploy ${path} with this release`)];
    if (policyHash !== policy.hash)
      return [wrong('policy', `the stack has policy ${policyHash}, ${path} is ${policy.hash}`, DEPLOY)];
    return [ok('policy', `${policyHash}, as in ${path}`)];
  },
};

const DEPLOY = 'npx cdk deploy --all';
