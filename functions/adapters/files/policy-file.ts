import { readFileSync } from 'node:fs';
import type { Policy } from '../../core/domain/policy.ts';

const FORMAT = 1;

/**
 * The policy that `cdk synth` compiled and put beside the bundle.
 *
 * @throws Error where there is none, or it is of another release
 */
export const policyFile = (url: URL): Policy => {
  const policy = json(readFileSync(url, 'utf8'));
  if (isPolicy(policy)) return policy;
  throw new Error(`${url.pathname} is no policy of format ${FORMAT} with a hash; run cdk deploy again`);
};

const isPolicy = (value: unknown): value is Policy =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === FORMAT &&
  'hash' in value &&
  typeof value.hash === 'string';

/** Undefined, which no policy is, where `text` is not JSON. */
const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
