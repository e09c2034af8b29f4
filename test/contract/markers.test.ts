import { afterAll, beforeAll, describe } from 'vitest';
import { dynamodbMarkers } from '../../functions/adapters/dynamodb/markers.ts';
import { type Dynalite, startDynalite } from '../support/dynalite.ts';
import { fakeMarkers } from '../support/fake-markers.ts';
import { markersContract } from './markers.ts';

describe('fakeMarkers', () => markersContract(async () => fakeMarkers()));

describe('dynamodbMarkers', () => {
  let dynalite: Dynalite;
  beforeAll(async () => {
    dynalite = await startDynalite();
  });
  afterAll(() => dynalite.stop());

  markersContract(async () => dynamodbMarkers(dynalite.client, await dynalite.newTable()));
});
