import { describe, expect, test } from 'vitest';
import { mismatch } from '../../replay/events/event-pattern.ts';
import { anApp, aPolicyFile, flat, ofType, templates } from '../infra/templates.ts';
import { aDigest } from '../support/builders.ts';

const { TallymanAlerts: alerts = {} } = templates(anApp(aPolicyFile()));

interface Rule {
  readonly EventPattern?: Readonly<Record<string, unknown>>;
  readonly Targets: readonly { readonly Arn: unknown }[];
}

/** The queues that an event goes to, as the template names them. */
const queuesOf = (event: object): readonly string[] =>
  ofType<Rule>(alerts, 'AWS::Events::Rule').flatMap(({ Properties: { EventPattern, Targets } }) =>
    EventPattern !== undefined && mismatch({ pattern: deployed(EventPattern) }, { pattern: event }) === null
      ? Targets.map(({ Arn }) => flat(Arn))
      : [],
  );

const PLACE: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'eu-west-1',
  'AWS::Partition': 'aws',
};

/** The pattern where the stack is deployed. */
const deployed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: readonly [string, readonly unknown[]] };
  if (Ref !== undefined) return PLACE[Ref];
  if (join !== undefined) return join[1].map(deployed).join(join[0]);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deployed(each)]));
};

const MEMBER = '210987654321';
const repositoryIn = (account: string): string => `arn:aws:ecr:eu-west-1:${account}:repository/payments/api`;
const REPOSITORY = repositoryIn('123456789012');
const IMAGE = `${REPOSITORY}/${aDigest()}`;

const anEvent = (source: string, type: string, detail: object, account = '123456789012') => ({
  version: '0',
  id: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
  'detail-type': type,
  source,
  account,
  time: '2026-11-21T08:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail,
});

const image = { 'repository-name': 'payments/api', 'image-digest': aDigest() };
const action = (type: string, more: object = {}) => ({ result: 'SUCCESS', 'action-type': type, ...image, ...more });
const finding = (type: string, status = 'ACTIVE', awsAccountId = '123456789012') => ({
  status,
  awsAccountId,
  resources: [{ type, id: IMAGE, details: { awsEcrContainerImage: { repositoryName: 'payments/api' } } }],
});
const inspected = { 'scan-status': 'INITIAL_SCAN_COMPLETE', 'repository-name': REPOSITORY, 'image-digest': aDigest() };

describe('an evaluation comes of', () => {
  const SCANS = queuesOf(anEvent('aws.ecr', 'ECR Image Scan', { 'scan-status': 'COMPLETE', ...image }));

  test('ECR Image Scan', () => {
    expect(SCANS).toEqual([expect.stringMatching(/Events.*Arn/)]);
  });

  test.each([
    ['ECR Image Scan, FAILED', 'aws.ecr', 'ECR Image Scan', { 'scan-status': 'FAILED', ...image }],
    ['ECR Image Scan, a status of tomorrow', 'aws.ecr', 'ECR Image Scan', { 'scan-status': 'NEW', ...image }],
    ['ECR Image Action, PUSH', 'aws.ecr', 'ECR Image Action', action('PUSH', { 'image-tag': 'v1.4.2' })],
    ['ECR Image Action, DELETE', 'aws.ecr', 'ECR Image Action', action('DELETE')],
    [
      'ECR Image Action, UPDATE_STORAGE_CLASS',
      'aws.ecr',
      'ECR Image Action',
      action('UPDATE_STORAGE_CLASS', { 'target-storage-class': 'ARCHIVE' }),
    ],
    [
      'ECR Scan Resource Change',
      'aws.ecr',
      'ECR Scan Resource Change',
      {
        'action-type': 'SCAN_FREQUENCY_CHANGE',
        'scan-type': 'ENHANCED',
        'resource-type': 'REPOSITORY',
        repositories: [
          {
            'repository-name': 'payments/api',
            'repository-arn': REPOSITORY,
            'scan-frequency': 'MANUAL',
            'previous-scan-frequency': 'SCAN_ON_PUSH',
          },
        ],
      },
    ],
    ['Inspector2 Scan', 'aws.inspector2', 'Inspector2 Scan', inspected],
  ])('%s', (_, source, type, detail) => {
    expect(queuesOf(anEvent(source, type, detail))).toEqual(SCANS);
  });

  test.each(['ACTIVE', 'SUPPRESSED', 'CLOSED'])('Inspector2 Finding, %s, by a queue of its own', (status) => {
    const queues = queuesOf(
      anEvent('aws.inspector2', 'Inspector2 Finding', finding('AWS_ECR_CONTAINER_IMAGE', status)),
    );
    expect(queues).toHaveLength(1);
    expect(queues).not.toEqual(SCANS);
  });
});

describe('no rule takes', () => {
  test.each([
    ['ECR Image Action that failed', 'aws.ecr', 'ECR Image Action', { ...action('PUSH'), result: 'FAILURE' }],
    ['ECR Replication Action', 'aws.ecr', 'ECR Replication Action', action('REPLICATE')],
    ['ECR Referrer Action', 'aws.ecr', 'ECR Referrer Action', action('UPDATE_STORAGE_CLASS')],
    ['ECR Artifact Action', 'aws.ecr', 'ECR Artifact Action', action('PUSH')],
    [
      'ECR Pull Through Cache Action',
      'aws.ecr',
      'ECR Pull Through Cache Action',
      { 'sync-status': 'SUCCESS', ...image },
    ],
    ['AWS API Call via CloudTrail', 'aws.ecr', 'AWS API Call via CloudTrail', { eventName: 'PutImage' }],
    ['Inspector2 Finding of EC2', 'aws.inspector2', 'Inspector2 Finding', finding('AWS_EC2_INSTANCE')],
    [
      'Inspector2 Finding of Azure',
      'aws.inspector2',
      'Inspector2 Finding',
      finding('Microsoft.ContainerRegistry/registry/containerImage'),
    ],
    ['Inspector2 Coverage', 'aws.inspector2', 'Inspector2 Coverage', { scanStatus: { statusCodeValue: 'INACTIVE' } }],
    ['Inspector2 AutoEnable', 'aws.inspector2', 'Inspector2 AutoEnable', {}],
    ['Inspector2 OnDemand Scan Complete', 'aws.inspector2', 'Inspector2 OnDemand Scan Complete', {}],
    ['Inspector2 OnDemand Scan Complete of AMIs', 'inspector2.ami.ondemand', 'Inspector2 OnDemand Scan Complete', {}],
    [
      'Security Hub Findings - Imported',
      'aws.securityhub',
      'Security Hub Findings - Imported',
      { findings: [{ ProductFields: {}, Resources: [{ Id: IMAGE }] }] },
    ],
    ['what others send in the name of ECR', 'my.ecr', 'ECR Image Scan', { 'scan-status': 'COMPLETE', ...image }],
  ])('%s', (_, source, type, detail) => {
    expect(queuesOf(anEvent(source, type, detail))).toEqual([]);
  });

  test.each([
    ['ECR Image Scan', 'aws.ecr', { 'scan-status': 'COMPLETE', ...image }],
    ['ECR Image Action', 'aws.ecr', action('PUSH')],
    ['Inspector2 Scan', 'aws.inspector2', inspected],
    ['Inspector2 Finding', 'aws.inspector2', finding('AWS_ECR_CONTAINER_IMAGE')],
  ])('%s of another account', (type, source, detail) => {
    expect(queuesOf(anEvent(source, type, detail, MEMBER))).toEqual([]);
  });

  test.each([
    ['Inspector2 Scan', { ...inspected, 'repository-name': repositoryIn(MEMBER) }],
    ['Inspector2 Finding', finding('AWS_ECR_CONTAINER_IMAGE', 'ACTIVE', MEMBER)],
  ])('%s that the administrator of Inspector is sent of a member', (type, detail) => {
    expect(queuesOf(anEvent('aws.inspector2', type, detail))).toEqual([]);
  });
});
