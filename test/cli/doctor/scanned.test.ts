import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isScanned, type Scanning } from '../../../cli/doctor/scanned.ts';

const scanning = (type: Scanning['type'], frequency: string, ...filters: readonly string[]): Scanning => ({
  type,
  rules: [{ frequency, filters }],
});
const repository = (name: string, scanOnPush = false) => ({ name, scanOnPush });

describe('a filter', () => {
  test.each([
    ['prod', 'prod', true],
    ['prod', 'my-prod-images', true],
    ['prod', 'payments/prod/api', true],
    ['prod', 'production', true],
    ['prod', 'pro/d', false],
    ['prod*', 'production/api', true],
    ['prod*', 'my-prod', false],
    ['*prod', 'my/prod', true],
    ['*prod', 'my/prod/api', false],
    ['*', 'payments/api', true],
    ['pay*/api', 'payments/old/api', true],
    ['pay*/api', 'payments/api-old', false],
    ['a.b*', 'axb', false],
    ['a.b', 'axb', false],
  ])('%s, of repository %s: %s', (filter, name, expected) => {
    expect(isScanned(scanning('basic', 'SCAN_ON_PUSH', filter), repository(name))).toBe(expected);
  });

  test('without a star is as one between stars', () => {
    const name = fc.stringMatching(/^[a-z0-9./_-]{0,12}$/);
    fc.assert(
      fc.property(name, name, (filter, of) => {
        expect(isScanned(scanning('basic', 'SCAN_ON_PUSH', filter), repository(of))).toBe(
          isScanned(scanning('basic', 'SCAN_ON_PUSH', `*${filter}*`), repository(of)),
        );
      }),
    );
  });
});

test.each([
  ['basic', 'SCAN_ON_PUSH', false, true],
  ['basic', 'MANUAL', false, false],
  ['basic', 'MANUAL', true, true],
  ['enhanced', 'CONTINUOUS_SCAN', false, true],
  ['enhanced', 'SCAN_ON_PUSH', false, true],
] as const)(
  'with %s scanning, %s, and scan on push of its own %s, it is scanned: %s',
  (type, frequency, own, scanned) => {
    expect(isScanned(scanning(type, frequency, '*'), repository('payments/api', own))).toBe(scanned);
  },
);

test('enhanced scanning does not heed what a repository says itself', () => {
  expect(isScanned({ type: 'enhanced', rules: [] }, repository('payments/api', true))).toBe(false);
});

test('one rule of two is enough', () => {
  const rules = [
    { frequency: 'SCAN_ON_PUSH', filters: [] },
    { frequency: 'SCAN_ON_PUSH', filters: ['x', 'payments/*'] },
  ];
  expect(isScanned({ type: 'basic', rules }, repository('payments/api'))).toBe(true);
});
