import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asSent, scanOfPages } from '../../support/canned-ecr.ts';
import { anyDamage, everyDamage, isTime, type Outcome, readOrRefused } from '../../support/damage.ts';
import { onlyPage, sampleAnswer } from '../../support/samples.ts';

const REFUSED =
  /^the scan of payments\/api@sha256:a+ (?:is broken: [\w.]+ is .+; expected .+|has a time that cannot be read: .+); ask again$/;

const outcomeOf = async (page: unknown): Promise<Outcome> => {
  try {
    return { read: await scanOfPages(page) };
  } catch (error) {
    return { refused: error as Error };
  }
};

/** Closed ones are left out; one may be of many packages. */
const atLeastOf = (page: unknown) => {
  const { imageScanFindings } = page as { imageScanFindings?: Record<string, readonly { status?: unknown }[]> | null };
  const { findings, enhancedFindings } = imageScanFindings ?? {};
  const open = (enhancedFindings ?? []).filter(({ status }) => !/^closed$/i.test(String(status)));
  return (count: number) => count >= (findings ?? []).length + open.length;
};

describe.each([
  'dsf-basic-apidoc',
  'dsf-basic-failed-unsupported-os',
  'dsf-basic-real-page1-of-715',
  'dsf-enhanced-apidoc',
  'dsf-enhanced-complete-but-not-ready',
  'dsf-enhanced-untriaged',
])('%s', (name) => {
  const sample = onlyPage(asSent(sampleAnswer(name)));

  test('with one thing wrong is read as without it, or refused with its path', async () => {
    const whole = await outcomeOf(sample);
    expect(whole).toMatchObject({ read: { kind: 'scan' } });
    for (const damaged of everyDamage(sample)) {
      const { place, how, payload } = damaged;
      // The SDK reads times itself, and does not say where it fails.
      if (isTime(place.at(-1))) {
        const outcome = await outcomeOf(payload);
        if ('refused' in outcome) expect(outcome.refused.message).toMatch(REFUSED);
        continue;
      }
      // A finding, or a package, of which nothing is said is told all the same.
      if (how === 'empty' && /(?:findings|packages)\.\d+$/i.test(place.join('.'))) continue;
      await readOrRefused(damaged, whole, outcomeOf);
    }
  });

  test('with several things wrong is read whole, or refused with a path', async () => {
    await fc.assert(
      fc.asyncProperty(anyDamage(sample), async (page) => {
        const outcome = await outcomeOf(page);
        if ('refused' in outcome) expect(outcome.refused.message).toMatch(REFUSED);
        else expect(outcome.read).toMatchObject({ scan: { findings: { length: expect.toSatisfy(atLeastOf(page)) } } });
      }),
      { numRuns: 300 },
    );
  });
});
