import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import type { CreationTemplateOptions, RepositoryOptions } from '../../functions/policy/repository-options.ts';
import { CreationTemplate } from '../../infra/constructs/creation-template.ts';
import { HardenedRepository } from '../../infra/constructs/hardened-repository.ts';
import { RetainedKey } from '../../infra/constructs/retained-key.ts';
import { RepositoriesStack } from '../../infra/repositories-stack.ts';
import { scanned } from './templates.ts';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1234-5678-9abc-0123456789ab';

interface Asked {
  readonly repositories?: Readonly<Record<string, RepositoryOptions>>;
  readonly creationTemplates?: Readonly<Record<string, CreationTemplateOptions>>;
  readonly isManaged?: boolean;
}

const stackOf = ({ repositories = {}, creationTemplates = {}, isManaged = false }: Asked): Stack =>
  new RepositoriesStack(new App({ autoSynth: false }), 'Repositories', {
    registry: isManaged ? scanned('basic') : null,
    repositories,
    creationTemplates,
  });
const templateOf = (asked: Asked): Template => Template.fromStack(stackOf(asked));

const messagesOf = (stack: Stack): string[] =>
  (stack.node.root as App)
    .synth()
    .getStackByName(stack.stackName)
    .messages.map(({ level, entry }) => `${level}: ${String(entry.data)}`);

const encryptionsOf = (template: Template): unknown[] =>
  Object.values(template.findResources('AWS::ECR::Repository')).map(
    ({ Properties }) => Properties.EncryptionConfiguration,
  );

describe('encryption', () => {
  const shared = { EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } };

  test('is by one key that all share, and that rotates and is retained', () => {
    const template = templateOf({
      repositories: { 'a/a': {}, 'b/b': {} },
      creationTemplates: { 'c/': { appliedFor: ['replication'] } },
    });
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    template.allResourcesProperties('AWS::ECR::Repository', { EncryptionConfiguration: shared });
    template.allResourcesProperties('AWS::ECR::RepositoryCreationTemplate', { EncryptionConfiguration: shared });
  });

  test('needs no key where nobody asks for one', () => {
    const template = templateOf({
      repositories: { 'a/a': { encryption: 'aes-256' }, 'b/b': { encryption: KEY_ARN } },
      creationTemplates: { 'c/': { appliedFor: ['replication'], encryption: 'aes-256' } },
    });
    template.resourceCountIs('AWS::KMS::Key', 0);
    expect(encryptionsOf(template)).toEqual([{ EncryptionType: 'AES256' }, { EncryptionType: 'KMS', KmsKey: KEY_ARN }]);
  });

  test('is by a key of its own where the file says so', () => {
    const template = templateOf({
      repositories: { 'a/a': { encryption: 'own-key' }, 'b/b': { encryption: 'own-key' } },
    });
    template.resourceCountIs('AWS::KMS::Key', 2);
    const keys = encryptionsOf(template).map((encryption) => JSON.stringify(encryption));
    expect(new Set(keys).size).toBe(2);
    template.hasResourceProperties('AWS::KMS::Key', { Description: 'Tallyman: the images of a/a' });
  });

  test('stays: synth says so once, and how one that exists is adopted', () => {
    const [said, ...others] = messagesOf(stackOf({ repositories: { 'a/a': {}, 'b/b': {} } }));
    expect(said).toMatch(
      /^info: A repository keeps the encryption .*npx cdk import Repositories.*docs\/repositories\.md/s,
    );
    expect(others).toEqual([]);
  });
});

test('owner, cost and other tags are on repositories, and on those that a template makes', () => {
  const options = { owner: 'payments-team', costCenter: '4711', tags: { stage: 'prod' } };
  const template = templateOf({
    repositories: { 'a/a': options },
    creationTemplates: { 'c/': { ...options, appliedFor: ['replication'] } },
  });
  const tags = Match.arrayWith([
    { Key: 'cost-center', Value: '4711' },
    { Key: 'owner', Value: 'payments-team' },
    { Key: 'stage', Value: 'prod' },
  ]);
  template.hasResourceProperties('AWS::ECR::Repository', { Tags: tags });
  const [made] = Object.values(template.findResources('AWS::ECR::RepositoryCreationTemplate'));
  expect(
    Object.fromEntries(
      made?.['Properties'].ResourceTags.map((tag: { Key: string; Value: string }) => [tag.Key, tag.Value]),
    ),
  ).toEqual({
    'cost-center': '4711',
    owner: 'payments-team',
    stage: 'prod',
  });
});

test('why a tag is mutable is in the template', () => {
  const mutableTags = [{ tag: 'latest', reason: 'always newest' }];
  const template = templateOf({ repositories: { 'a/a': { mutableTags } } });
  template.hasResource('AWS::ECR::Repository', { Metadata: { 'tallyman:mutable-tags': mutableTags } });
});

describe('a creation template', () => {
  const of = (prefix: string, options: CreationTemplateOptions) =>
    templateOf({ creationTemplates: { [prefix]: options } });

  test('is for what the file says, by a prefix without its slash', () => {
    const template = of('docker-hub/', { appliedFor: ['pull-through-cache', 'replication', 'create-on-push'] });
    template.hasResourceProperties('AWS::ECR::RepositoryCreationTemplate', {
      Prefix: 'docker-hub',
      AppliedFor: ['PULL_THROUGH_CACHE', 'REPLICATION', 'CREATE_ON_PUSH'],
    });
  });

  test.each([
    ['docker-hub/', 'pull-through-cache', ['ecr:CreateRepository', 'ecr:TagResource'], ':repository/docker-hub/*'],
    ['ROOT', 'replication', ['ecr:CreateRepository', 'ecr:TagResource', 'ecr:ReplicateImage'], ':repository/*'],
  ] as const)('of %s has ECR create by a role that may do that and use the key', (prefix, maker, actions, resource) => {
    const template = of(prefix, { appliedFor: [maker] });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ecr.amazonaws.com' } }],
      },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Action: actions, Effect: 'Allow', Resource: { 'Fn::Join': ['', Match.arrayWith([resource])] } },
          {
            Action: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
          },
        ],
      },
    });
  });

  test('has no role where it has neither key nor tags, and one that uses no key where it has tags alone', () => {
    of('c/', { appliedFor: ['replication'], encryption: 'aes-256' }).resourceCountIs('AWS::IAM::Role', 0);
    const tagged = of('c/', { appliedFor: ['replication'], encryption: 'aes-256', owner: 'me' });
    expect(JSON.stringify(tagged.findResources('AWS::IAM::Policy'))).not.toContain('kms:');
    tagged.resourceCountIs('AWS::IAM::Role', 1);
  });

  test('that is for a cache is warned of tags that stay, and of an archive', () => {
    const cached = { appliedFor: ['pull-through-cache'], encryption: 'aes-256' } as const;
    const told = (options: Partial<CreationTemplateOptions>) =>
      messagesOf(stackOf({ creationTemplates: { 'c/': { ...cached, ...options } }, isManaged: true }));
    const mutableTags = [{ tag: '*latest*', reason: 'moves upstream' }];
    expect(told({})).toEqual([expect.stringContaining('stays here at the image that was cached first')]);
    expect(told({ mutableTags })).toEqual([]);
    expect(told({ mutableTags, keep: { archiveAfterDays: 90 } })).toEqual([
      expect.stringContaining('what is archived cannot be pulled'),
    ]);
  });

  test('is warned of where nothing says that its images are scanned', () => {
    const creationTemplates = { 'c/': { appliedFor: ['replication'] } } as const;
    expect(messagesOf(stackOf({ creationTemplates }))).toEqual([
      expect.stringContaining('a creation template cannot say that images are scanned'),
    ]);
    expect(messagesOf(stackOf({ creationTemplates, isManaged: true }))).toEqual([]);
  });
});

test('what a lifecycle policy does that nobody expects is a warning', () => {
  const mutableTags = [{ tag: 'latest', reason: 'newest' }];
  expect(messagesOf(stackOf({ repositories: { 'a/a': { mutableTags } } }))).toContainEqual(
    expect.stringMatching(/^warning: untagged: 7d deletes/),
  );
});

describe("in somebody else's app", () => {
  const stack = () => new Stack(new App({ autoSynth: false }), 'Theirs');

  test('a repository is scanned by its own setting, unless they say that the registry does it', () => {
    const theirs = stack();
    const key = new RetainedKey(theirs, 'Key', { description: 'images' });
    new HardenedRepository(theirs, 'A', { name: 'a/a', key });
    new HardenedRepository(theirs, 'B', { name: 'b/b', key, scanOnPush: false });
    const settings = Object.values(Template.fromStack(theirs).findResources('AWS::ECR::Repository')).map(
      ({ Properties }) => Properties.ImageScanningConfiguration,
    );
    expect(settings).toEqual([{ ScanOnPush: true }, undefined]);
  });

  test('what the policy file refuses is refused, all at once', () => {
    expect(() => new HardenedRepository(stack(), 'A', { name: 'A', pullFrom: {}, keep: { images: 0 } })).toThrow(
      /the repository A is refused\n.*\n.*\n.*/,
    );
    expect(() => new CreationTemplate(stack(), 'T', { prefix: 'T', appliedFor: ['replication'] })).toThrow(
      /the creation template T is refused\n"T" is no prefix/,
    );
  });

  test('the default encryption needs a key', () => {
    expect(() => new HardenedRepository(stack(), 'A', { name: 'a/a' })).toThrow(
      'a/a: shared-key needs a key; give it one as key, or set encryption to own-key or aes-256',
    );
  });
});
