import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App } from 'aws-cdk-lib';
import { afterAll, describe, expect, test } from 'vitest';
import { EXAMPLE_FILES } from '../infra/examples.ts';
import { anApp, aPolicyFile, type Resource, scanned, templates } from '../infra/templates.ts';

const RULES = join(import.meta.dirname, 'rules');
const scratch = mkdtempSync(join(tmpdir(), 'tallyman-guard-'));
afterAll(() => rmSync(scratch, { recursive: true }));

type Resources = Readonly<Record<string, Resource>>;

/** The plugin wants one, and looks at templates alone. */
const appConstruct = new App({ autoSynth: false });
const validator = new CfnGuardValidator({ controlTowerRulesEnabled: false, rules: [RULES] });

/** The rules that a template breaks. */
const brokenBy = (resources: Readonly<Record<string, object>>): string[] => {
  const file = join(scratch, 'template.json');
  writeFileSync(file, JSON.stringify({ Resources: resources }));
  const { violations } = validator.validate({ templatePaths: [file], appConstruct });
  return [...new Set(violations.map(({ ruleName }) => ruleName))].sort();
};

const repositoriesOf = (file: Parameters<typeof anApp>[0]): Resources => {
  const { TallymanRepositories: resources = {} } = templates(anApp(file));
  return resources;
};

test.each(EXAMPLE_FILES)('%s breaks no rule', (_, file) => {
  const resources = repositoriesOf(file);
  expect(Object.keys(resources)).not.toEqual([]);
  expect(brokenBy(resources)).toEqual([]);
});

const OPTIONS = {
  mutableTags: [{ tag: 'latest', reason: 'newest' }],
  pullFrom: { organization: 'o-a1b2c3d4e5', accounts: ['444455556666'] },
  owner: 'payments-team',
} as const;

const asked = aPolicyFile({
  repositories: { 'payments/plain': {}, 'payments/full': OPTIONS },
  creationTemplates: {
    'plain/': { appliedFor: ['replication'], encryption: 'aes-256' },
    'full/': { ...OPTIONS, appliedFor: ['replication'] },
    'tagged/': { appliedFor: ['replication'], encryption: 'aes-256', owner: 'me' },
  },
});
const sound = repositoriesOf(asked);
const managed = repositoriesOf({ ...asked, registry: scanned('basic') });

type Anything = Record<string, unknown>;

/** A change of the first resource whose properties fit. */
interface Mutation {
  readonly of: { readonly type: string; readonly with?: string };
  readonly change: (properties: Anything, resource: Anything) => void;
  readonly in?: Resources;
}

interface Changed extends Anything {
  Properties: Anything;
}

const mutated = ({ of, change, in: resources = sound }: Mutation): Readonly<Record<string, object>> => {
  const copy: Record<string, Changed> = JSON.parse(JSON.stringify(resources));
  const found = Object.values(copy).find(
    ({ Type, Properties }) => Type === of.type && JSON.stringify(Properties).includes(of.with ?? ''),
  );
  if (found === undefined) throw new Error(`there is no ${of.type} with ${of.with}`);
  change(found.Properties, found);
  return copy;
};

const REPOSITORY = 'AWS::ECR::Repository';
const TEMPLATE = 'AWS::ECR::RepositoryCreationTemplate';
const plain = { type: REPOSITORY, with: 'payments/plain' };
const full = { type: REPOSITORY, with: 'payments/full' };
const plainTemplate = { type: TEMPLATE, with: '"Prefix":"plain"' };
const fullTemplate = { type: TEMPLATE, with: '"Prefix":"full"' };
const taggedTemplate = { type: TEMPLATE, with: '"Prefix":"tagged"' };

const exclude =
  (...tags: string[]) =>
  (properties: Anything) => {
    properties['ImageTagMutabilityExclusionFilters'] = tags.map((tag) => ({
      ImageTagMutabilityExclusionFilterType: 'WILDCARD',
      ImageTagMutabilityExclusionFilterValue: tag,
    }));
  };
const set = (key: string, value: unknown) => (properties: Anything) => {
  properties[key] = value;
};
const ofResource = (key: string, value: unknown) => (_: Anything, resource: Anything) => {
  resource[key] = value;
};
const without = (key: string) => (properties: Anything) => {
  delete properties[key];
};

interface Statement extends Anything {
  Sid?: string;
  Principal?: unknown;
  Action?: unknown;
  Condition?: unknown;
}

/** The same change of the policy of a repository, which is an object, and of a template, which is text. */
const policyWith = (change: (statements: Statement[]) => Statement[]) => (properties: Anything) => {
  const document = properties['RepositoryPolicyText'] as { Statement: Statement[] } | undefined;
  if (document !== undefined) {
    document.Statement = change(document.Statement);
    return;
  }
  const { Statement, ...rest } = JSON.parse(String(properties['RepositoryPolicy']));
  properties['RepositoryPolicy'] = JSON.stringify({ ...rest, Statement: change(Statement) });
};
const statementWith = (sid: string, change: Statement) =>
  policyWith((statements) => statements.map((each) => (each.Sid === sid ? { ...each, ...change } : each)));

const lifecycle = (rules: unknown) => (properties: Anything) => {
  const text = JSON.stringify({ rules });
  if ('LifecyclePolicy' in properties && typeof properties['LifecyclePolicy'] === 'string') {
    properties['LifecyclePolicy'] = text;
  } else {
    properties['LifecyclePolicy'] = { LifecyclePolicyText: text };
  }
};

type Case = readonly [what: string, Mutation];

/** What can be done to both, by the rule that finds it. */
const bothBroken = (ofPlain: Mutation['of'], ofFull: Mutation['of']): Readonly<Record<string, readonly Case[]>> => ({
  TAGS_STAY: [
    ['mutable tags', { of: ofPlain, change: set('ImageTagMutability', 'MUTABLE') }],
    ['mutable tags but for some', { of: ofPlain, change: set('ImageTagMutability', 'MUTABLE_WITH_EXCLUSION') }],
    ['nothing said of tags', { of: ofPlain, change: without('ImageTagMutability') }],
    ['exclusions of none', { of: ofPlain, change: exclude('latest') }],
  ],
  EXCLUSIONS_ARE_FEW: [
    ['six exclusions', { of: ofFull, change: exclude('a', 'b', 'c', 'd', 'e', 'f') }],
    ['an exclusion of every tag', { of: ofFull, change: exclude('latest', '*') }],
    ['three stars', { of: ofFull, change: exclude('*a*b*') }],
    ['no exclusions', { of: ofFull, change: exclude() }],
  ],
  ENCRYPTION_IS_SAID: [
    ['no word of encryption', { of: ofFull, change: without('EncryptionConfiguration') }],
    ['the key of AWS', { of: ofFull, change: set('EncryptionConfiguration', { EncryptionType: 'KMS' }) }],
  ],
  HAS_A_LIFECYCLE: [
    ['no lifecycle', { of: ofPlain, change: without('LifecyclePolicy') }],
    ['a lifecycle without a rule', { of: ofPlain, change: lifecycle([]) }],
    ['a rule without a description', { of: ofPlain, change: lifecycle([{ rulePriority: 1 }]) }],
  ],
  IS_NOT_PUBLIC: [
    ['everybody', { of: ofFull, change: statementWith('PulledByOrganization', { Condition: undefined }) }],
    ['another condition', { of: ofFull, change: statementWith('PulledByOrganization', { Condition: { Bool: {} } }) }],
    ['everybody as AWS', { of: ofFull, change: statementWith('PulledByAccounts', { Principal: { AWS: '*' } }) }],
    ['everybody in a list', { of: ofFull, change: statementWith('PulledByAccounts', { Principal: { AWS: ['*'] } }) }],
    ['everybody but one', { of: ofFull, change: statementWith('PulledByAccounts', { NotPrincipal: { AWS: '4' } }) }],
    ['every action', { of: ofFull, change: statementWith('PulledByAccounts', { Action: 'ecr:*' }) }],
    ['every action in a list', { of: ofFull, change: statementWith('PulledByAccounts', { Action: ['ecr:*'] }) }],
  ],
  REFUSES_WHAT_IS_NOT_TLS: [
    ['no deny', { of: ofPlain, change: policyWith((all) => all.filter(({ Sid }) => Sid !== 'TlsOnly')) }],
    ['a deny of some', { of: ofFull, change: statementWith('TlsOnly', { Action: ['ecr:PutImage'] }) }],
    ['a deny to some', { of: ofFull, change: statementWith('TlsOnly', { Principal: { AWS: '444455556666' } }) }],
    ['an allow', { of: ofFull, change: statementWith('TlsOnly', { Effect: 'Allow', Principal: { AWS: '4' } }) }],
  ],
});

const named = (prefix: string, cases: Readonly<Record<string, readonly Case[]>>) =>
  Object.entries(cases).flatMap(([rule, all]) =>
    all.map(([what, mutation]) => [`${prefix}_${rule}`, what, mutation] as const),
  );

const BROKEN = [
  ...named('REPOSITORY', {
    ...bothBroken(plain, full),
    IS_SCANNED: [
      ['nobody who scans', { of: plain, change: without('ImageScanningConfiguration') }],
      ['a scan that is off', { of: plain, change: set('ImageScanningConfiguration', { ScanOnPush: false }) }],
      ['both who scan', { of: plain, change: set('ImageScanningConfiguration', { ScanOnPush: true }), in: managed }],
      [
        'a registry without a rule',
        { of: { type: 'AWS::ECR::RegistryScanningConfiguration' }, change: set('Rules', []), in: managed },
      ],
    ],
    IS_RETAINED: [
      ['deleted', { of: plain, change: ofResource('DeletionPolicy', 'Delete') }],
      ['retained when its creation fails', { of: plain, change: ofResource('DeletionPolicy', 'Retain') }],
      ['deleted by an update', { of: plain, change: ofResource('UpdateReplacePolicy', 'Delete') }],
      ['emptied', { of: plain, change: set('EmptyOnDelete', true) }],
    ],
  }),
  ...named('TEMPLATE', {
    ...bothBroken(plainTemplate, fullTemplate),
    HAS_A_ROLE: [
      ['a key without a role', { of: fullTemplate, change: without('CustomRoleArn') }],
      ['tags without a role', { of: taggedTemplate, change: without('CustomRoleArn') }],
    ],
  }),
  ...named('KEY', {
    ROTATES_AND_IS_RETAINED: [
      ['a key that never rotates', { of: { type: 'AWS::KMS::Key' }, change: set('EnableKeyRotation', false) }],
      ['a key that goes', { of: { type: 'AWS::KMS::Key' }, change: ofResource('DeletionPolicy', 'Delete') }],
      [
        'a key that an update takes',
        { of: { type: 'AWS::KMS::Key' }, change: ofResource('UpdateReplacePolicy', 'Delete') },
      ],
    ],
  }),
];

describe('a rule finds', () => {
  test.each(BROKEN)('%s: %s', (rule, _what, mutation) => {
    expect(brokenBy(mutated(mutation))).toContain(rule);
  });
});

test('what the mutations start from breaks no rule, and each rule has one', () => {
  expect([brokenBy(sound), brokenBy(managed)]).toEqual([[], []]);
  const rules = readdirSync(RULES)
    .flatMap((file) => readFileSync(join(RULES, file), 'utf8').match(/^rule \w+/gm) ?? [])
    .map((line) => line.replace('rule ', ''));
  expect([...new Set(BROKEN.map(([rule]) => rule))].sort()).toEqual(rules.sort());
});
