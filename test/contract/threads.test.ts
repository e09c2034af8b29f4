import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbThreads } from '../../functions/adapters/dynamodb/threads.ts';
import { type Dynalite, startDynalite } from '../support/dynalite.ts';
import { fakeThreads } from '../support/fake-threads.ts';
import { threadsContract } from './threads.ts';

describe('fakeThreads', () => threadsContract(async () => fakeThreads()));

describe('dynamodbThreads', () => {
  let dynalite: Dynalite;
  beforeAll(async () => {
    dynalite = await startDynalite();
  });
  afterAll(() => dynalite.stop());

  threadsContract(async () => dynamodbThreads(dynalite.client, await dynalite.newTable()));
});
