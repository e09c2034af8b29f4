import { ScanStatus } from '@aws-sdk/client-ecr';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOf, meaningOf, SCAN_STATUSES } from '../../../functions/core/domain/scan-status.ts';

describe('the statuses', () => {
  test('are those that ECR names, no fewer and no more', () => {
    expect(Object.keys(SCAN_STATUSES).sort()).toEqual(Object.values(ScanStatus).sort());
  });

  test.each([
    ['COMPLETE', 'complete'],
    ['ACTIVE', 'complete'],
    ['IN_PROGRESS', 'not-yet'],
    ['PENDING', 'not-yet'],
    ['FAILED', 'lost'],
    ['UNSUPPORTED_IMAGE', 'not-scannable'],
    ['IMAGE_ARCHIVED', 'not-scannable'],
    ['SCAN_ELIGIBILITY_EXPIRED', 'lost'],
    ['FINDINGS_UNAVAILABLE', 'lost'],
    ['LIMIT_EXCEEDED', 'lost'],
  ])('%s is %s', (status, meaning) => {
    expect(meaningOf(status, null)).toBe(meaning);
    expect(meaningOf(status, 'Words: more')).toBe(meaning);
  });

  test('FAILED is not scannable where ECR says that it does not support the image', () => {
    expect(meaningOf('FAILED', 'UnsupportedImageError: The operating system is not supported.')).toBe('not-scannable');
    expect(meaningOf('FAILED', 'TimeoutError: Unsupported')).toBe('lost');
    expect(meaningOf('ACTIVE', 'UnsupportedImageError: no')).toBe('complete');
  });

  test('any other is unknown, and ends nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'complete')), (status) => {
        fc.pre(!Object.hasOwn(SCAN_STATUSES, status));
        expect([meaningOf(status, null), endOf(status)]).toEqual(['unknown', null]);
      }),
    );
  });

  test('SCAN_ELIGIBILITY_EXPIRED and IMAGE_ARCHIVED end the image, and no other does', () => {
    const ends = Object.keys(SCAN_STATUSES).flatMap((status) => endOf(status) ?? []);
    expect(ends).toEqual(['eligibility-expired', 'archived']);
    expect(endOf('IMAGE_ARCHIVED')).toBe('archived');
  });
});
