import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbRoundUps } from '../../functions/adapters/dynamodb/round-ups.ts';
import { type Dynalite, startDynalite } from '../support/dynalite.ts';
import { fakeRoundUps } from '../support/fake-round-ups.ts';
import { roundUpsContract } from './round-ups.ts';

describe('fakeRoundUps', () => roundUpsContract(async () => fakeRoundUps()));

describe('dynamodbRoundUps', () => {
  let dynalite: Dynalite;
  beforeAll(async () => {
    dynalite = await startDynalite();
  });
  afterAll(() => dynalite.stop());

  roundUpsContract(async () => dynamodbRoundUps(dynalite.client, await dynalite.newTable()));
});
