import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbSweeps } from '../../functions/adapters/dynamodb/sweeps.ts';
import { type Dynalite, startDynalite } from '../support/dynalite.ts';
import { fakeSweeps } from '../support/fake-sweeps.ts';
import { sweepsContract } from './sweeps.ts';

describe('fakeSweeps', () => sweepsContract(async () => fakeSweeps()));

describe('dynamodbSweeps', () => {
  let dynalite: Dynalite;
  beforeAll(async () => {
    dynalite = await startDynalite();
  });
  afterAll(() => dynalite.stop());

  sweepsContract(async () => dynamodbSweeps(dynalite.client, await dynalite.newTable()));
});
