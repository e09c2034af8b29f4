import { afterAll, beforeAll, describe } from 'vitest';
import { s3Records } from '../../functions/adapters/s3/records.ts';
import { fakeRecords } from '../support/fake-records.ts';
import { type Fauxqs, startFauxqs } from '../support/fauxqs.ts';
import { recordsContract } from './records.ts';

describe('fakeRecords', () => recordsContract(async () => fakeRecords()));

describe('s3Records', () => {
  let fauxqs: Fauxqs;
  beforeAll(async () => {
    fauxqs = await startFauxqs();
  });
  afterAll(() => fauxqs.stop());

  recordsContract(async () => s3Records(fauxqs.s3, fauxqs.newBucket()));
});
