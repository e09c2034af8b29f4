import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { paced } from '../../../functions/adapters/ecr/paced.ts';
import { ecrRepositories } from '../../../functions/adapters/ecr/repositories.ts';
import type { Repositories } from '../../../functions/core/ports/registry.ts';
import { type Aws, denied, type Mishap, outage, startAws, throttled } from '../../support/aws.ts';
import { anImage } from '../../support/builders.ts';
import { anImageDetail } from '../../support/ecr-answer.ts';

const IMAGE = anImage();

let aws: Aws;
let repositories: Repositories;
beforeEach(async () => {
  aws = await startAws();
  repositories = ecrRepositories(aws.ecrClient);
  aws.ecr.mergeImages([anImageDetail(IMAGE)]);
});
afterEach(() => aws.stop());

const saying =
  (body: object): Mishap =>
  (answer) => ({ ...answer, status: 200, body: JSON.stringify(body) });
const refusing =
  (code: string): Mishap =>
  (answer) => ({ ...answer, status: 400, body: JSON.stringify({ __type: code, message: 'of ECR' }) });

describe('the repositories', () => {
  const aRepository = (repositoryName: string) => ({
    repositoryName,
    registryId: '111122223333',
    repositoryArn: `arn:aws-cn:ecr:cn-north-1:111122223333:repository/${repositoryName}`,
  });

  test('are asked for by pages of 1,000, until there are no more', async () => {
    aws.mishaps(
      saying({ repositories: [aRepository('a/a')], nextToken: 'more' }),
      saying({ repositories: [], nextToken: 'and more' }),
      saying({ repositories: [aRepository('b/b')] }),
    );
    const registry = { account: '111122223333', region: 'cn-north-1' };
    expect(await repositories.all()).toEqual([
      { repository: 'a/a', registry },
      { repository: 'b/b', registry },
    ]);
    expect(aws.calls.map(({ body }) => body)).toEqual([
      { maxResults: 1000 },
      { maxResults: 1000, nextToken: 'more' },
      { maxResults: 1000, nextToken: 'and more' },
    ]);
  });

  test.each([
    [{ ...aRepository('a/a'), repositoryArn: undefined }, 'for a/a'],
    [{ ...aRepository('a/a'), registryId: undefined }, 'for a/a'],
    [{ ...aRepository('a/a'), repositoryName: undefined }, 'for arn:aws-cn'],
  ])('of which one is %o are an error', async (repository, says) => {
    aws.mishaps(saying({ repositories: [repository] }));
    await expect(repositories.all()).rejects.toThrow(`DescribeRepositories gave no name, registry or ARN ${says}`);
  });
});

describe('how they are scanned', () => {
  test('that ECR cannot tell, though the repository is there, is an error with the reason', async () => {
    const failure = { repositoryName: 'a/a', failureCode: 'SOMETHING_NEW', failureReason: 'as it is' };
    aws.mishaps(saying({ failures: [failure] }));
    await expect(repositories.scanning(['a/a'])).rejects.toThrow('failed for a/a: SOMETHING_NEW: as it is');
  });

  test('may be left out, and is then not known', async () => {
    aws.mishaps(saying({ scanningConfigurations: [{ repositoryName: 'a/a' }, { scanFrequency: 'MANUAL' }] }));
    expect(await repositories.scanning(['a/a'])).toEqual(new Map());
  });

  test('of a registry that nobody configured is basic', async () => {
    aws.mishaps(saying({ registryId: '111122223333' }));
    expect(await repositories.scanType()).toEqual({ kind: 'type', type: 'BASIC' });
  });

  test('that we may not know is said', async () => {
    aws.mishaps(denied);
    expect(await repositories.scanType()).toEqual({ kind: 'denied', reason: 'not authorized to perform this' });
  });
});

describe('a scan', () => {
  test('is started by digest', async () => {
    await repositories.startScan(IMAGE);
    expect(aws.calls).toEqual([
      {
        target: expect.stringMatching(/\.StartImageScan$/),
        body: { repositoryName: 'payments/api', imageId: { imageDigest: IMAGE.digest } },
      },
    ]);
  });

  test.each([
    'LimitExceededException',
    'ImageArchivedException',
    'ImageNotFoundException',
    'RepositoryNotFoundException',
    'UnsupportedImageTypeException',
    'ValidationException',
  ])('that ECR refuses for %s is not asked for again', async (code) => {
    aws.mishaps(refusing(code));
    expect(await repositories.startScan(IMAGE)).toEqual({ kind: 'not-started' });
    expect(aws.calls).toHaveLength(1);
  });

  test('that we may not start is said', async () => {
    aws.mishaps(denied);
    expect(await repositories.startScan(IMAGE)).toEqual({ kind: 'denied', reason: 'not authorized to perform this' });
  });

  test('is asked for again where ECR throttles or fails, and is an error where it goes on', async () => {
    aws.mishaps(throttled, outage, saying({ imageScanStatus: { status: 'IN_PROGRESS' } }));
    expect(await repositories.startScan(IMAGE)).toEqual({ kind: 'started' });
    aws.mishaps(outage, outage, outage);
    await expect(repositories.startScan(IMAGE)).rejects.toThrow('an internal error');
  });
});

test('requests are so far apart, other tries and pages included, and none waits where there is time', async () => {
  let nowMs = 5_000;
  const waits: number[] = [];
  const time = {
    nowMs: () => nowMs,
    wait: async (ms: number) => {
      waits.push(ms);
      nowMs += ms;
    },
  };
  repositories = ecrRepositories(paced(aws.ecrClient, 10, time));
  aws.mishaps(throttled);
  await repositories.scanType();
  expect(waits).toEqual([100]);
  nowMs += 60;
  await repositories.all();
  expect(waits).toEqual([100, 40]);
  nowMs += 1_000;
  await repositories.all();
  expect(waits).toEqual([100, 40]);
});
