import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbClaims } from '../../functions/adapters/dynamodb/claims.ts';
import { type Dynalite, startDynalite } from '../support/dynalite.ts';
import { fakeClaims } from '../support/fake-claims.ts';
import { claimsContract } from './claims.ts';

describe('fakeClaims', () => claimsContract(async () => fakeClaims()));

describe('dynamodbClaims', () => {
  let dynalite: Dynalite;
  beforeAll(async () => {
    dynalite = await startDynalite();
  });
  afterAll(() => dynalite.stop());

  claimsContract(async () => dynamodbClaims(dynalite.client, await dynalite.newTable()));
});
