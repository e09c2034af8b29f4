import {
  BatchGetRepositoryScanningConfigurationCommand,
  DescribeRepositoriesCommand,
  GetRegistryScanningConfigurationCommand,
  InvalidParameterException,
  paginateDescribeRepositories,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Aws, startAws } from '../../support/aws.ts';
import { aDigest } from '../../support/builders.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.stop());

const make = (...names: readonly string[]): void =>
  aws.ecr.mergeImages(names.map((repositoryName) => ({ repositoryName, imageDigest: aDigest() })));
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `team/service-${n}`);

describe('DescribeRepositories', () => {
  const describeRepositories = (input: object = {}) => aws.ecrClient.send(new DescribeRepositoriesCommand(input));

  test('says what and where a repository is', async () => {
    make('payments/api');
    expect(await describeRepositories()).toMatchObject({
      repositories: [
        {
          repositoryArn: 'arn:aws:ecr:eu-west-1:111122223333:repository/payments/api',
          registryId: '111122223333',
          repositoryName: 'payments/api',
          repositoryUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/payments/api',
          imageScanningConfiguration: { scanOnPush: true },
        },
      ],
    });
  });

  test('lists by pages of 100 where nobody says, else as many as are asked for', async () => {
    make(...names(250));
    const sizesBy = async (pageSize: number): Promise<readonly number[]> => {
      const pages: string[][] = [];
      for await (const page of paginateDescribeRepositories({ client: aws.ecrClient, pageSize }, {}))
        pages.push((page.repositories ?? []).map(({ repositoryName = '' }) => repositoryName));
      expect(new Set(pages.flat()).size).toBe(250);
      return pages.map(({ length }) => length);
    };
    expect((await describeRepositories()).repositories).toHaveLength(100);
    expect(await sizesBy(100)).toEqual([100, 100, 50]);
    expect(await sizesBy(1000)).toEqual([250]);
  });

  test('tells of those that are named, or that one is not there', async () => {
    make('payments/api', 'payments/web');
    const repositoryNames = ['payments/web'];
    expect(await describeRepositories({ repositoryNames })).toMatchObject({
      repositories: [{ repositoryName: 'payments/web' }],
    });
    await expect(describeRepositories({ repositoryNames: [...repositoryNames, 'base/node'] })).rejects.toThrow(
      RepositoryNotFoundException,
    );
  });

  test('goes on listing a repository whose images are all deleted', async () => {
    make('payments/api');
    aws.ecr.deleteImage('payments/api', aDigest());
    expect(await describeRepositories()).toMatchObject({ repositories: [{ repositoryName: 'payments/api' }] });
  });

  test.each([
    ['no names', { repositoryNames: [] }],
    ['101 names', { repositoryNames: names(101) }],
    ['a name that is none', { repositoryNames: ['Payments'] }],
    ['maxResults with names', { repositoryNames: ['payments/api'], maxResults: 1 }],
    ['nextToken with names', { repositoryNames: ['payments/api'], nextToken: 'x' }],
    ['0 results a page', { maxResults: 0 }],
    ['1,001 results a page', { maxResults: 1001 }],
    ['a token it never gave', { nextToken: 'x' }],
  ])('refuses %s', async (_, input) => {
    make('payments/api');
    await expect(describeRepositories(input)).rejects.toThrow(InvalidParameterException);
  });
});

describe('the scanning of a registry', () => {
  const ofRegistry = async () =>
    (await aws.ecrClient.send(new GetRegistryScanningConfigurationCommand({}))).scanningConfiguration;
  const of = (...repositoryNames: string[]) =>
    aws.ecrClient.send(new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames }));
  const frequencies = async (...repositories: string[]) =>
    (await of(...repositories)).scanningConfigurations?.map(({ scanFrequency }) => scanFrequency);
  const everything = [{ filter: '*', filterType: 'WILDCARD' }];

  test('is basic, on every push, until somebody says', async () => {
    make('payments/api');
    expect(await ofRegistry()).toEqual({
      scanType: 'BASIC',
      rules: [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: everything }],
    });
    expect(await of('payments/api')).toMatchObject({
      scanningConfigurations: [
        {
          repositoryArn: 'arn:aws:ecr:eu-west-1:111122223333:repository/payments/api',
          repositoryName: 'payments/api',
          scanOnPush: true,
          scanFrequency: 'SCAN_ON_PUSH',
          appliedScanFilters: everything,
        },
      ],
      failures: [],
    });
  });

  test('is continuous once it is enhanced', async () => {
    make('payments/api');
    aws.ecr.setScanning({ scanType: 'ENHANCED' });
    expect(await ofRegistry()).toMatchObject({ scanType: 'ENHANCED', rules: [{ scanFrequency: 'CONTINUOUS_SCAN' }] });
    expect(await of('payments/api')).toMatchObject({
      scanningConfigurations: [{ scanOnPush: false, scanFrequency: 'CONTINUOUS_SCAN' }],
    });
  });

  test('takes in what a filter contains, where it has no star; nothing scans the others', async () => {
    make('prod-api', 'repo-prod-repo', 'web.prod', 'webXprod', 'test');
    aws.ecr.setScanning({ scanType: 'ENHANCED', filters: ['prod*', 'web.prod'], frequency: 'SCAN_ON_PUSH' });
    const all = ['prod-api', 'repo-prod-repo', 'web.prod', 'test'];
    expect(await frequencies(...all)).toEqual(['SCAN_ON_PUSH', 'MANUAL', 'SCAN_ON_PUSH', 'MANUAL']);
    aws.ecr.setScanning({ scanType: 'BASIC', filters: ['prod'] });
    expect(await frequencies(...all)).toEqual(['SCAN_ON_PUSH', 'SCAN_ON_PUSH', 'SCAN_ON_PUSH', 'MANUAL']);
  });

  test('changes for one repository, until the registry is set anew', async () => {
    make('payments/api', 'payments/web');
    aws.ecr.setFrequency('payments/api', 'MANUAL');
    expect(await frequencies('payments/api', 'payments/web')).toEqual(['MANUAL', 'SCAN_ON_PUSH']);
    aws.ecr.setScanning({ scanType: 'BASIC' });
    expect(await frequencies('payments/api')).toEqual(['SCAN_ON_PUSH']);
  });

  test('is not known of a repository that is not there, and that is no error', async () => {
    make('payments/api');
    expect(await of('payments/api', 'base/node')).toMatchObject({
      scanningConfigurations: [{ repositoryName: 'payments/api' }],
      failures: [{ repositoryName: 'base/node', failureCode: 'REPOSITORY_NOT_FOUND' }],
    });
  });

  test.each([
    ['no name', []],
    ['26 names', names(26)],
    ['a name that is none', ['Payments']],
  ])('refuses %s', async (_, repositoryNames) => {
    await expect(of(...repositoryNames)).rejects.toThrow(InvalidParameterException);
  });
});

test.each(['DescribeRepositories', 'GetRegistryScanningConfiguration', 'BatchGetRepositoryScanningConfiguration'])(
  '%s refuses a key that it does not know',
  (action) => {
    const input = { repositoryNames: ['payments/api'], filters: [] };
    expect(aws.ecr.handle(action, input)).toMatchObject({
      status: 400,
      body: { __type: 'InvalidParameterException', message: expect.stringContaining('filters') },
    });
  },
);
