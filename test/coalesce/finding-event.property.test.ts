import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFinding } from '../../functions/coalesce/finding-event.ts';
import { MalformedEventError } from '../../functions/event-shape.ts';
import { anyDamage, everyDamage, type Outcome, readOrRefused } from '../support/damage.ts';
import { sampleEvent } from '../support/samples.ts';

const outcomeOf = async (event: unknown): Promise<Outcome> => {
  try {
    return { read: parseFinding(JSON.stringify(event)) };
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedEventError);
    return { refused: error as Error };
  }
};

describe.each(['event-inspector2-finding-2021-dateformat', 'event-inspector2-finding-ecr-2026'])('%s', (name) => {
  const sample = sampleEvent(name);

  test('with one thing wrong is read as without it, or refused with its path', async () => {
    const whole = await outcomeOf(sample);
    expect(whole).toMatchObject({ read: [{ account: sample['account'] }] });
    for (const damaged of everyDamage(sample)) {
      const { place, how, payload } = damaged;
      // A date in other words is another date.
      if (place.join('.') === 'detail.updatedAt' && how === 'a date in other words')
        expect(await outcomeOf(payload)).toMatchObject({ read: [{ at: '2021-12-03T18:02:30.000Z' }] });
      else await readOrRefused(damaged, whole, outcomeOf);
    }
  });

  test('with several things wrong is read whole, or refused with a path', async () => {
    await fc.assert(
      fc.asyncProperty(anyDamage(sample), async (event) => {
        const outcome = await outcomeOf(event);
        if ('refused' in outcome) return void expect(outcome.refused.message).toMatch(/^[\w.-]+ is .+; expected .+$/s);
        for (const image of outcome.read as readonly unknown[])
          expect(image).toEqual({
            account: sample['account'],
            region: expect.stringMatching(/./),
            repository: expect.stringMatching(/./),
            digest: expect.stringMatching(/^sha256:/),
            vulnerability: expect.stringMatching(/./),
            epss: expect.toSatisfy((score) => score === null || (score >= 0 && score <= 1)),
            at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          });
      }),
    );
  });
});
