import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { RepositoryOptions } from '../../functions/policy/repository-options.ts';
import { DEFAULT_KEEP, lifecyclePolicy } from './lifecycle-policy.ts';
import { type RepositoryStatement, repositoryStatements } from './repository-policy.ts';
import { RetainedKey } from './retained-key.ts';

/** What a hardened repository and a creation template have alike. */
export interface Baseline {
  readonly mutableTags: readonly string[];
  readonly lifecyclePolicyText: string;
  readonly statements: readonly RepositoryStatement[];
  readonly tags: Readonly<Record<string, string>>;
}

export const baselineOf = (options: RepositoryOptions): Baseline => ({
  mutableTags: (options.mutableTags ?? []).map(({ tag }) => tag),
  lifecyclePolicyText: JSON.stringify(lifecyclePolicy(options.keep ?? DEFAULT_KEEP)),
  statements: repositoryStatements(options),
  tags: {
    ...(options.owner !== undefined && { owner: options.owner }),
    ...(options.costCenter !== undefined && { 'cost-center': options.costCenter }),
    ...options.tags,
  },
});

/**
 * The key that encrypts the images of `name`, its own with this `id`; undefined for AES-256.
 *
 * @param shared - that which others have too
 */
export const keyFor = (
  scope: Construct,
  id: string,
  name: string,
  { encryption = 'shared-key' }: RepositoryOptions,
  shared: IKey | undefined,
): IKey | undefined => {
  if (encryption === 'aes-256') return undefined;
  if (encryption === 'own-key') return new RetainedKey(scope, id, { description: `Tallyman: the images of ${name}` });
  if (encryption !== 'shared-key') return Key.fromKeyArn(scope, id, encryption);
  if (shared !== undefined) return shared;
  throw new Error(`${name}: shared-key needs a key; give it one as key, or set encryption to own-key or aes-256`);
};
