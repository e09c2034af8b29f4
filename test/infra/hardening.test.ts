import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { lifecycleFaults } from '../support/lifecycle-grammar.ts';
import { EXAMPLE_FILES } from './examples.ts';
import { anApp, aPolicyFile, list, ofType, type Resource, type Statement, scanned, templates } from './templates.ts';

interface Exclusion {
  readonly ImageTagMutabilityExclusionFilterValue: string;
}

/** What a repository and a creation template say in words of their own. */
interface Hardened {
  readonly name: string;
  readonly mutability: string;
  readonly exclusions: readonly Exclusion[];
  readonly encryption: { readonly EncryptionType: string; readonly KmsKey?: unknown };
  readonly lifecycle: string;
  readonly statements: readonly Statement[];
}

interface Common {
  readonly ImageTagMutability: string;
  readonly ImageTagMutabilityExclusionFilters?: readonly Exclusion[];
  readonly EncryptionConfiguration: Hardened['encryption'];
}

interface RepositoryProperties extends Common {
  readonly RepositoryName: string;
  readonly LifecyclePolicy: { readonly LifecyclePolicyText: string };
  readonly RepositoryPolicyText: { readonly Statement: readonly Statement[] };
}

interface TemplateProperties extends Common {
  readonly Prefix: string;
  readonly LifecyclePolicy: string;
  readonly RepositoryPolicy: string;
}

const common = (properties: Common) => ({
  mutability: properties.ImageTagMutability,
  exclusions: properties.ImageTagMutabilityExclusionFilters ?? [],
  encryption: properties.EncryptionConfiguration,
});

const hardenedIn = (resources: Readonly<Record<string, Resource>>): Hardened[] => [
  ...ofType<RepositoryProperties>(resources, 'AWS::ECR::Repository').map(({ Properties }) => ({
    ...common(Properties),
    name: Properties.RepositoryName,
    lifecycle: Properties.LifecyclePolicy.LifecyclePolicyText,
    statements: Properties.RepositoryPolicyText.Statement,
  })),
  ...ofType<TemplateProperties>(resources, 'AWS::ECR::RepositoryCreationTemplate').map(({ Properties }) => ({
    ...common(Properties),
    name: `template ${Properties.Prefix}`,
    lifecycle: Properties.LifecyclePolicy,
    statements: JSON.parse(Properties.RepositoryPolicy).Statement,
  })),
];

const allowing = (statements: readonly Statement[]) => statements.filter(({ Effect }) => Effect === 'Allow');

/** What both are held to. */
const HARDENING: Readonly<Record<string, (hardened: Hardened) => void>> = {
  'tags stay where they were put, but for at most five exclusions, none of them of every tag': ({
    mutability,
    exclusions,
  }) => {
    expect(mutability).toBe(exclusions.length === 0 ? 'IMMUTABLE' : 'IMMUTABLE_WITH_EXCLUSION');
    expect(exclusions.length).toBeLessThanOrEqual(5);
    for (const { ImageTagMutabilityExclusionFilterValue: tag } of exclusions) {
      expect(tag).toMatch(/^[0-9a-zA-Z._*-]{1,128}$/);
      expect(tag).toMatch(/[^*]/);
      expect(tag.split('*').length).toBeLessThanOrEqual(3);
    }
  },
  'encryption is said, and the key is ours': ({ encryption }) => {
    expect(['KMS', 'AES256']).toContain(encryption.EncryptionType);
    expect('KmsKey' in encryption).toBe(encryption.EncryptionType === 'KMS');
  },
  'something is deleted, by rules that ECR takes and that say what they do': ({ lifecycle }) => {
    expect(lifecycleFaults(lifecycle)).toEqual([]);
    for (const { description } of JSON.parse(lifecycle).rules) expect(description).toMatch(/deleted|archived/);
  },
  'nothing is public: whoever is not named has to be of an organization': ({ statements }) => {
    const unnamed = allowing(statements).filter(({ Principal }) => JSON.stringify(Principal).includes('*'));
    expect(unnamed.map(({ Condition }) => Condition)).toEqual(
      unnamed.map(() => ({ StringEquals: { 'aws:PrincipalOrgID': expect.stringMatching(/^o-/) } })),
    );
  },
  'who may pull may only pull, and who may push only push': ({ statements }) => {
    const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
    const push = ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'];
    const allowed = allowing(statements).map(({ Action }) => list(Action).toSorted().join());
    expect([pull.join(), [...pull.slice(0, 2), ...push].join()]).toEqual(expect.arrayContaining([...new Set(allowed)]));
  },
  'where roles are named that push, nobody else does': ({ statements }) => {
    const named = statements.filter(
      ({ Action, Effect }) => Effect === 'Allow' && list(Action).includes('ecr:PutImage'),
    );
    const denied = statements.filter(
      ({ Action, Effect }) => Effect === 'Deny' && list(Action).includes('ecr:PutImage'),
    );
    expect(denied.map(({ Condition }) => Condition)).toEqual(
      named.map(({ Principal }) => ({
        ArnNotEquals: { 'aws:PrincipalArn': list((Principal as { AWS: string | string[] }).AWS) },
      })),
    );
  },
  'nothing goes without TLS': ({ statements }) => {
    expect(statements.map(({ Action, ...rest }) => ({ ...rest, Action: list(Action) }))).toContainEqual({
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: ['ecr:*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  },
};

const OPTIONS = {
  mutableTags: [{ tag: 'latest', reason: 'newest' }],
  pullFrom: { organization: 'o-a1b2c3d4e5', accounts: ['444455556666'] },
  pushBy: ['arn:aws:iam::111122223333:role/build'],
  keep: { untaggedDays: 90, images: 50, tags: { 'pr-*': { days: 14 } }, archiveAfterDays: 90, archivedDays: 365 },
  owner: 'payments-team',
  costCenter: '4711',
  tags: { stage: 'prod' },
} as const;

const both = aPolicyFile({
  registry: scanned('basic'),
  repositories: { 'payments/plain': {}, 'payments/full': OPTIONS },
  creationTemplates: {
    'plain/': { appliedFor: ['replication'] },
    'full/': { ...OPTIONS, appliedFor: ['create-on-push'] },
  },
});

describe.each([...EXAMPLE_FILES, ['defaults, and all there is', both] as const])('%s', (_, file) => {
  const app = anApp(file);
  const { TallymanRepositories: resources = {} } = templates(app);

  describe.each(hardenedIn(resources))('$name', (hardened) => {
    test.each(Object.entries(HARDENING))('%s', (_name, holds) => {
      holds(hardened);
    });
  });

  test('repositories are scanned on push, by the registry where it is set up and else by themselves', () => {
    const settings = ofType(resources, 'AWS::ECR::Repository').map(
      ({ Properties }) => Properties['ImageScanningConfiguration'] ?? null,
    );
    const expected = file.registry === null ? { ScanOnPush: true } : null;
    expect(settings).toEqual(Object.keys(file.repositories).map(() => expected));
  });

  test('cdk-nag finds nothing that is not acknowledged', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('each repository can be adopted: it has its name, and a deletion policy', () => {
    const found = ofType<{ RepositoryName: unknown }>(resources, 'AWS::ECR::Repository');
    expect(found.map(({ Properties }) => Properties.RepositoryName)).toEqual(Object.keys(file.repositories));
    for (const { DeletionPolicy, UpdateReplacePolicy } of found)
      expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
  });
});

test('a creation template gives what a repository has that says the same', () => {
  const { TallymanRepositories: resources = {} } = templates(anApp(both));
  const [plain, full, ofPlain, ofFull] = hardenedIn(resources).map(({ name: _, statements, ...rest }) => ({
    ...rest,
    statements: statements.map((statement) => ({
      ...statement,
      Action: list(statement.Action),
      Principal: JSON.stringify(statement.Principal).replaceAll(/[[\]]/g, ''),
    })),
  }));
  expect(ofPlain).toEqual(plain);
  expect(ofFull).toEqual(full);
});

test('there are examples of repositories and of creation templates', () => {
  expect(EXAMPLE_FILES.map(([name]) => name)).toEqual(
    expect.arrayContaining(['base-images', 'immutable-commits', 'pull-through-cache']),
  );
});
