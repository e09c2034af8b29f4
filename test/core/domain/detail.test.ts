import { describe, expect, test } from 'vitest';
import { detailOf } from '../../../functions/core/domain/detail.ts';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import { occurrenceOf } from '../../../functions/core/domain/found.ts';
import type { Detail, Occurrence } from '../../../functions/core/domain/ledger.ts';
import { aDigest, aFinding, anIssue, anOccurrence } from '../../support/builders.ts';

const PART = { digest: aDigest(), platform: null };
const { detail: known } = anIssue();

/** What is known after these were found, beside what was not scanned. */
const detail = (
  findings: readonly Partial<Finding>[],
  before: Partial<Detail> | null = null,
  elsewhere: readonly Partial<Occurrence>[] = [],
): Detail => {
  const found = findings.map((each) => ({ part: PART, finding: aFinding(each) }));
  const others = elsewhere.map((each) => anOccurrence({ digest: aDigest('b'), ...each }));
  return detailOf(before === null ? null : { ...known, ...before }, [...others, ...found.map(occurrenceOf)], found);
};

describe('what is known of an issue', () => {
  test.each(['fixable', 'exploited'] as const)(
    'is that it is %s where one finding says so, and not where none says',
    (fact) => {
      const said = (...facts: readonly (boolean | null)[]) => detail(facts.map((each) => ({ [fact]: each })))[fact];
      expect([said(null, true, false), said(false, null), said(null, null)]).toEqual([true, false, null]);
    },
  );

  test('is what images say that were not scanned again', () => {
    expect(detail([{ fixable: false }], {}, [{ fixable: true }]).fixable).toBe(true);
    expect(detail([{ exploited: null }], { exploited: true }).exploited).toBe(null);
    expect(detail([], { exploited: true }, [{}]).exploited).toBe(null);
  });

  test('has the version that mends it of the last that has one', () => {
    expect(detail([{ fixedIn: '1' }, { fixedIn: '2' }, {}]).fixedIn).toBe('2');
    expect(detail([{}], { fixedIn: '1' }).fixedIn).toBe(null);
    expect(detail([{ fixable: false }], { fixedIn: '1' }, [{ fixable: true }]).fixedIn).toBe('1');
    expect(detail([], { fixedIn: '1' }, [{}]).fixedIn).toBe('1');
  });

  test('has the highest scores', () => {
    const cvss = (score: number) => ({ score, vector: null });
    const worst = { epss: 0.4, cvss: cvss(9) };
    expect(detail([{ epss: 0.1, cvss: cvss(2) }, worst, { epss: null, cvss: null }])).toMatchObject(worst);
    expect(detail([{ epss: 0.1, cvss: cvss(2) }], worst)).toMatchObject({ epss: 0.1, cvss: cvss(2) });
    expect(detail([{ epss: 0.1, cvss: cvss(2) }], worst, [{}])).toMatchObject(worst);
    expect(detail([], worst, [{}])).toMatchObject(worst);
    expect(detail([{ cvss: cvss(0.5) }, { cvss: null }]).cvss).toEqual(cvss(0.5));
    expect(detail([{ cvss: null }, { cvss: cvss(0) }, { cvss: null }]).cvss).toEqual(cvss(0));
  });

  test('has the EPSS score that it had where none is said, and none where none was', () => {
    expect(detail([{}], { epss: 0.4 }).epss).toBe(0.4);
    expect(detail([{ epss: 0 }], { epss: 0.4 }).epss).toBe(0);
    expect(detail([{}], {}).epss).toBe(null);
    expect(detail([{ cvss: null }], {}).cvss).toBe(null);
  });

  test('has the rest of the last', () => {
    const last = { layer: 'sha256:2', advisory: 'https://b.example', description: 'B' };
    expect(detail([{ layer: 'sha256:1', advisory: null, description: 'A' }, last])).toMatchObject(last);
  });
});

test('of what nobody found nothing is known', () => {
  expect(() => detail([])).toThrow('an issue that nobody found');
});
