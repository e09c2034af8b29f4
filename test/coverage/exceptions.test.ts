import { describe, expect, test } from 'vitest';
import { awsError } from '../../replay/fakes/aws.ts';
import { type Mishap, startAws } from '../support/aws.ts';
import { CALLS } from './exceptions.ts';

const MANY = 20;

const failing =
  (exception: string): Mishap =>
  () => ({
    status: exception === 'ServerException' ? 500 : 400,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(awsError(exception, 'in the words of AWS').body),
  });

describe.concurrent.each(CALLS)('$name', ({ make, outcomes }) => {
  test.each(Object.entries(outcomes))('%s', async (exception, { answer }) => {
    const aws = await startAws();
    try {
      aws.mishaps(...Array.from({ length: MANY }, () => failing(exception)));
      const answered = make(aws.ecrClient);
      await (answer === null
        ? expect(answered).rejects.toMatchObject({ name: exception })
        : expect(answered).resolves.toMatchObject(answer));
    } finally {
      await aws.stop();
    }
  });
});
