import { afterEach, beforeEach, expect, test } from 'vitest';
import { ecrImages } from '../../../functions/adapters/ecr/images.ts';
import { unlogged } from '../../../functions/adapters/ecr/unlogged.ts';
import { type Aws, startAws } from '../../support/aws.ts';
import { anImage } from '../../support/builders.ts';
import { anImageDetail } from '../../support/ecr-answer.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.stop());

test('a client that logs nothing has no part that logs, and answers as any other', async () => {
  const logging = () => aws.ecrClient.middlewareStack.identify().filter((each) => /logger/i.test(each));
  aws.ecr.mergeImages([anImageDetail(anImage())]);
  const { repository, digest } = anImage();
  const before = await ecrImages(aws.ecrClient).describe({ repository, digest });
  expect(logging()).toHaveLength(1);
  const after = await ecrImages(unlogged(aws.ecrClient)).describe({ repository, digest });
  expect(logging()).toEqual([]);
  expect(after).toMatchObject({ kind: 'manifest' });
  expect(after).toEqual(before);
});
