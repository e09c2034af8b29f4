import { expect, test } from 'vitest';
import { requirementsOf } from '../../../replay/iam/requirements.ts';
import type { LambdaFunction, Wiring } from '../../../replay/template/wiring.ts';

const PLACE = { account: '111122223333', region: 'eu-west-1', endpoint: '' };
const NOTHING = {
  functions: [],
  queues: [],
  mappings: [],
  rules: [],
  tables: [],
  buckets: [],
  topics: [],
} satisfies Wiring;
const lambda = { name: 'reconcile' } as LambdaFunction;
const request = { method: 'POST', path: '/', headers: {}, body: Buffer.from('') };

const needs = (action: string, body: object, isEnhanced = false): readonly string[] =>
  requirementsOf({ lambda, service: 'ecr', action, body: { ...body }, request }, NOTHING, PLACE, {
    isEnhanced: () => isEnhanced,
  }).map((needed) => `${needed.action} on ${needed.resource.replace('arn:aws:ecr:eu-west-1:111122223333:', '')}`);

const IMAGE = { repositoryName: 'payments/api', imageId: { imageDigest: 'sha256:a' } };

test('who lists the repositories needs all of them, who names some needs those', () => {
  expect(needs('DescribeRepositories', {})).toEqual(['ecr:DescribeRepositories on repository/*']);
  const repositoryNames = ['payments/api', 'base/node'];
  for (const action of ['DescribeRepositories', 'BatchGetRepositoryScanningConfiguration'])
    expect(needs(action, { repositoryNames })).toEqual([
      `ecr:${action} on repository/payments/api`,
      `ecr:${action} on repository/base/node`,
    ]);
});

test('the scanning of the registry is of no repository', () => {
  expect(needs('GetRegistryScanningConfiguration', {})).toEqual(['ecr:GetRegistryScanningConfiguration on *']);
});

test('a scan is started in a repository', () => {
  expect(needs('StartImageScan', IMAGE, true)).toEqual(['ecr:StartImageScan on repository/payments/api']);
});

test('enhanced findings come from Inspector, in the name of who asks', () => {
  const own = 'ecr:DescribeImageScanFindings on repository/payments/api';
  expect(needs('DescribeImageScanFindings', IMAGE)).toEqual([own]);
  expect(needs('DescribeImageScanFindings', IMAGE, true)).toEqual([
    own,
    'inspector2:ListFindings on *',
    'inspector2:ListCoverage on *',
  ]);
  expect(needs('DescribeImages', { repositoryName: 'payments/api' }, true)).toHaveLength(1);
});
