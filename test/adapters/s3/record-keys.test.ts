import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3RecordKeys } from '../../../functions/adapters/s3/record-keys.ts';
import { s3Records } from '../../../functions/adapters/s3/records.ts';
import { aRecord } from '../../support/builders.ts';
import { type Fauxqs, startFauxqs } from '../../support/fauxqs.ts';

let fauxqs: Fauxqs;
let bucket: string;
beforeAll(async () => {
  fauxqs = await startFauxqs();
  bucket = fauxqs.newBucket();
});
afterAll(() => fauxqs.stop());

test('the keys of records are found by the beginning of their ids, in order, up to a limit', async () => {
  const records = s3Records(fauxqs.s3, bucket);
  const keys = await Promise.all(['1', '2', '3'].map((trigger) => records.put(aRecord({ trigger }))));
  await fauxqs.s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'elsewhere', Body: 'x' }));
  const keysOf = s3RecordKeys(fauxqs.s3, bucket);
  expect(await keysOf('', 10)).toEqual(keys.toSorted());
  expect(await keysOf('', 2)).toEqual(keys.toSorted().slice(0, 2));
  const [key = ''] = keys;
  expect(await keysOf(key.slice('records/'.length, 20), 10)).toEqual([key]);
  expect(await keysOf('z', 10)).toEqual([]);
});
