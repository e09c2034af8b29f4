import { describe, expect, test } from 'vitest';
import { frequencyOf, isOff } from '../../../functions/core/domain/scan-frequency.ts';

describe('how a repository is scanned', () => {
  const scanned = { type: 'BASIC', frequency: 'MANUAL', onPush: false, rescans: false };
  test.each([
    [{}, 'MANUAL'],
    [{ onPush: true }, 'SCAN_ON_PUSH'],
    [{ rescans: true }, 'DAILY'],
    [{ frequency: 'SCAN_ON_PUSH', rescans: true }, 'SCAN_ON_PUSH'],
    [{ type: 'ENHANCED' }, 'MANUAL'],
    [{ type: 'ENHANCED', onPush: true }, 'MANUAL'],
    [{ type: 'ENHANCED', frequency: 'CONTINUOUS_SCAN' }, 'CONTINUOUS_SCAN'],
    [{ type: null }, 'MANUAL'],
    [{ type: null, onPush: true }, 'SCAN_ON_PUSH'],
  ])('%o: %s', (overrides, frequency) => {
    expect(frequencyOf({ ...scanned, ...overrides })).toBe(frequency);
  });
});

test.each([
  ['MANUAL', true],
  ['OFF', true],
  ['off', true],
  ['SCAN_ON_PUSH', false],
  ['CONTINUOUS_SCAN', false],
  ['DAILY', false],
])('%s is off: %s', (frequency, off) => {
  expect(isOff(frequency)).toBe(off);
});
