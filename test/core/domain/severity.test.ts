import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, isKnown, rank, SEVERITIES } from '../../../functions/core/domain/severity.ts';
import { anySeverityName } from '../../support/arbitraries.ts';

const anySeverity = fc.constantFrom(...SEVERITIES);

describe('severity', () => {
  test('is a total order, least severe first', () => {
    expect(SEVERITIES.map((severity) => rank(severity, 'MEDIUM'))).toEqual([0, 1, 2, 3, 4]);
    fc.assert(
      fc.property(anySeverityName, anySeverityName, anySeverityName, anySeverity, (a, b, c, unratedAs) => {
        const no = (x: string, y: string) => rank(x, unratedAs) <= rank(y, unratedAs);
        expect(no(a, b) || no(b, a)).toBe(true);
        if (no(a, b) && no(b, c)) expect(no(a, c)).toBe(true);
      }),
    );
  });

  test.each(SEVERITIES)('unrated compares as %s where the policy says so', (unratedAs) => {
    expect(rank('UNDEFINED', unratedAs)).toBe(rank(unratedAs, unratedAs));
    expect(rank('UNTRIAGED', unratedAs)).toBe(rank(unratedAs, unratedAs));
  });

  test('a name nobody knows compares as CRITICAL', () => {
    expect(rank('CATASTROPHIC', 'LOW')).toBe(rank('CRITICAL', 'LOW'));
    expect(isKnown('CATASTROPHIC')).toBe(false);
    expect([...SEVERITIES, 'UNDEFINED', 'UNTRIAGED'].every(isKnown)).toBe(true);
  });

  test('a threshold is an order: HIGH lets CRITICAL through', () => {
    expect(SEVERITIES.filter((severity) => atLeast(severity, 'HIGH', 'MEDIUM'))).toEqual(['HIGH', 'CRITICAL']);
  });
});
