import { resolve } from 'node:path';
import { type PolicyFile, readPolicy } from '../functions/policy/read-policy.ts';

/** The policy file that is deployed. */
export const PROJECT_POLICY = 'tallyman.yaml';

/**
 * Reads a policy file. One that was chosen may hold placeholders, as with `cdk synth -c policy=FILE`; the one that is deployed may not.
 *
 * @throws PolicyError
 */
export const readPolicyFile = (file: string): PolicyFile =>
  readPolicy(file, { placeholders: resolve(file) === resolve(PROJECT_POLICY) ? 'refused' : 'allowed' });
