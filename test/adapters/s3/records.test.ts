import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { pack } from '../../../functions/adapters/s3/packed-record.ts';
import { s3Records } from '../../../functions/adapters/s3/records.ts';
import type { Records } from '../../../functions/core/ports/records.ts';
import { aLedger, anIssue, aRecord } from '../../support/builders.ts';
import { type Fauxqs, startFauxqs } from '../../support/fauxqs.ts';

let fauxqs: Fauxqs;
let bucket: string;
let records: Records;
beforeAll(async () => {
  fauxqs = await startFauxqs();
});
beforeEach(() => {
  bucket = fauxqs.newBucket();
  records = s3Records(fauxqs.s3, bucket);
});
afterAll(() => fauxqs.stop());

const bytesOf = async (Key: string): Promise<Buffer> => {
  const { Body } = await fauxqs.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

const overwrite = (Key: string, Body: string | Buffer) =>
  fauxqs.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));

test('a record is gzip JSON under the hash of its content, and the same bytes whenever it is put', async () => {
  const key = await records.put(aRecord());
  expect(key).toMatch(/^records\/[0-9a-f]{26}\.json\.gz$/);
  const first = await bytesOf(key);
  expect(JSON.parse(gunzipSync(first).toString())).toEqual(pack(aRecord()));
  await records.put(aRecord());
  expect(await bytesOf(key)).toEqual(first);
});

test('a receiver may be called as JavaScript calls its own', async () => {
  const told = Object.fromEntries([['__proto__', { at: '2026-11-21T08:00:05.000Z', rank: 4 }]]);
  const record = aRecord({ ledger: aLedger({ issues: [anIssue({ told })] }) });
  const kept = await records.get(await records.put(record));
  expect(Object.entries(kept.ledger.issues[0]?.told ?? {})).toEqual(Object.entries(told));
});

test('a browser or a command line that downloads a record sees JSON', async () => {
  const inputs: unknown[] = [];
  fauxqs.s3.middlewareStack.add(
    (next) => (args) => {
      inputs.push(args.input);
      return next(args);
    },
    { step: 'initialize', name: 'inputs' },
  );
  await records.put(aRecord()).finally(() => fauxqs.s3.middlewareStack.remove('inputs'));
  expect(inputs).toEqual([expect.objectContaining({ ContentType: 'application/json', ContentEncoding: 'gzip' })]);
});

test('a record of an unknown format is an error with the remedy', async () => {
  const key = await records.put(Object.assign(aRecord(), { format: 2 }));
  await expect(records.get(key)).rejects.toThrow(
    `record ${key} in bucket ${bucket} has format 2, this release reads 1; deploy a release that reads it`,
  );
});

test.each([
  ['changed', gzipSync(JSON.stringify(aRecord({ trigger: 'forged' })))],
  ['cut off', gzipSync(JSON.stringify(aRecord())).subarray(0, 100)],
  ['not gzip', JSON.stringify(aRecord())],
  ['emptied', gzipSync('')],
])('a record that was %s is an error', async (_, content) => {
  const key = await records.put(aRecord());
  await overwrite(key, content);
  await expect(records.get(key)).rejects.toThrow(
    `record ${key} in bucket ${bucket} is not what its key says; restore an earlier version of it`,
  );
});

test('an error of S3 names the object, and what S3 said', async () => {
  await expect(records.get('records/none.json.gz')).rejects.toThrow(
    `record records/none.json.gz cannot be read, look for it in bucket ${bucket}: NoSuchKey: `,
  );
});
