import {
  GetDownloadUrlForLayerCommand,
  InvalidParameterException,
  LayersNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Aws, startAws } from '../../support/aws.ts';
import { aDigest } from '../../support/builders.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
  aws.ecr.mergeImages([{ repositoryName: 'payments/api', imageDigest: aDigest() }]);
});
afterEach(() => aws.stop());

const urlOf = (input: object = {}) =>
  aws.ecrClient.send(
    new GetDownloadUrlForLayerCommand({ repositoryName: 'payments/api', layerDigest: aDigest('c'), ...input }),
  );

test('the config of an image is at the URL that is given', async () => {
  aws.ecr.setManifest(aDigest('c'), '{ "config": {} }');
  const { layerDigest, downloadUrl = '' } = await urlOf();
  const { hostname, pathname, search } = new URL(downloadUrl);
  expect([layerDigest, hostname]).toEqual([
    aDigest('c'),
    'prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com',
  ]);
  expect(aws.ecr.download(pathname + search)).toMatchObject({ status: 200, body: '{ "config": {} }' });
  expect(aws.ecr.download('/x/sha256:0')).toMatchObject({ status: 404 });
});

test('what is not there has no URL', async () => {
  await expect(urlOf()).rejects.toThrow(LayersNotFoundException);
  await expect(urlOf({ repositoryName: 'payments/web' })).rejects.toThrow(RepositoryNotFoundException);
  await expect(urlOf({ layerDigest: 'abc' })).rejects.toThrow(InvalidParameterException);
});
