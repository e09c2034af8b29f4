import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../functions/evaluate-scan/event.ts';
import { MalformedEventError } from '../../functions/event-shape.ts';
import { anyDamage, everyDamage, type Outcome, readOrRefused } from '../support/damage.ts';
import { sampleEvent } from '../support/samples.ts';

const EVENTS = readdirSync(join(import.meta.dirname, '../fixtures/events'))
  .filter((file) => file.endsWith('.json') && !file.includes('inspector2-finding'))
  .map((file) => file.replace('.json', ''));

const outcomeOf = async (event: unknown): Promise<Outcome> => {
  try {
    return { read: parseEvent(JSON.stringify(event)) };
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedEventError);
    return { refused: error as Error };
  }
};

test('samples of every kind are there', () => {
  const kinds = EVENTS.map((name) => parseEvent(JSON.stringify(sampleEvent(name))).kind);
  expect([...new Set(kinds)].sort()).toEqual(['posture', 'pushed', 'scanned', 'touched']);
});

describe.each(EVENTS)('%s', (name) => {
  const sample = sampleEvent(name);

  test('with one thing wrong is read as without it, or refused with its path', async () => {
    const whole = await outcomeOf(sample);
    for (const damaged of everyDamage(sample)) await readOrRefused(damaged, whole, outcomeOf);
  });

  test('with several things wrong is read, or refused with a path', async () => {
    await fc.assert(
      fc.asyncProperty(anyDamage(sample), async (event) => {
        const outcome = await outcomeOf(event);
        if ('refused' in outcome) expect(outcome.refused.message).toMatch(/^[\w.-]+ is .+; expected .+$/s);
        else expect(outcome.read).toMatchObject({ id: expect.stringMatching(/./), account: sample['account'] });
      }),
    );
  });
});
