import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbLineages } from '../../functions/adapters/dynamodb/lineages.ts';
import { type Dynalite, startDynalite } from '../support/dynalite.ts';
import { fakeLineages } from '../support/fake-lineages.ts';
import { lineagesContract } from './lineages.ts';

describe('fakeLineages', () => lineagesContract(async () => fakeLineages()));

describe('dynamodbLineages', () => {
  let dynalite: Dynalite;
  beforeAll(async () => {
    dynalite = await startDynalite();
  });
  afterAll(() => dynalite.stop());

  lineagesContract(async () => dynamodbLineages(dynalite.client, await dynalite.newTable()));
});
