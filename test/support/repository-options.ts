import fc from 'fast-check';
import { repositoryFaults } from '../../functions/policy/repository-faults.ts';
import type { KeepOptions, RepositoryOptions } from '../../functions/policy/repository-options.ts';

const ACCOUNT = '444455556666';
const ROLE = 'arn:aws:iam::111122223333:role/ci/build';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1234-5678-9abc-0123456789ab';

const somePattern = fc.oneof(
  fc.constantFrom('release-*', 'pr-*', 'v*.*.*', 'nightly', '*', '*-dev', 'main-*', '22*'),
  fc.stringMatching(/^[a-z0-9]{1,8}(-\*)?$/),
);
const someDays = fc.integer({ min: 1, max: 9999 });
const someCount = fc.integer({ min: 1, max: 100_000 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const someMeasure = fc.oneof(
  someCount.map((images) => ({ images })),
  someDays.map((days) => ({ days })),
);

const isSound = (options: RepositoryOptions): boolean => repositoryFaults('payments/api', options).length === 0;

/** What the policy file would take. */
export const someKeep: fc.Arbitrary<KeepOptions> = fc
  .record({
    untaggedDays: optional(someDays),
    images: optional(someCount),
    tags: optional(fc.dictionary(somePattern, someMeasure, { minKeys: 1, maxKeys: 6, noNullPrototype: true })),
    archiveAfterDays: optional(someDays),
    archivedDays: optional(fc.integer({ min: 90, max: 9999 })),
  })
  .filter((keep) => isSound({ keep }));

/** The same of a whole repository. */
export const someOptions: fc.Arbitrary<RepositoryOptions> = fc
  .record({
    mutableTags: optional(
      fc.uniqueArray(fc.record({ tag: somePattern, reason: fc.constantFrom('newest', 'cosign') }), {
        selector: ({ tag }) => tag,
        minLength: 1,
        maxLength: 5,
      }),
    ),
    pullFrom: optional(
      fc.constantFrom(
        { organization: 'o-a1b2c3d4e5' },
        { accounts: [ACCOUNT] },
        { organization: 'o-abc123', accounts: [ACCOUNT] },
      ),
    ),
    pushBy: optional(fc.constant([ROLE])),
    keep: optional(someKeep),
    encryption: optional(fc.constantFrom('shared-key', 'own-key', 'aes-256', KEY)),
    owner: optional(fc.constant('payments-team')),
    costCenter: optional(fc.constant('4711')),
    tags: optional(fc.constant({ stage: 'prod' })),
  })
  .filter(isSound);
