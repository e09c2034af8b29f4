import { expect, test } from 'vitest';
import { lastComplete } from '../../../functions/core/domain/last-complete.ts';
import { aDigest, aHead, anIssue, anOccurrence } from '../../support/builders.ts';

const here = (overrides: Parameters<typeof anOccurrence>[0] = {}) =>
  anOccurrence({ digest: aDigest('b'), ...overrides });

test('the last complete scan of a head has the open issues of its image, and no others', () => {
  const head = aHead({ digest: aDigest('b'), tags: ['v1.4.3'], scannedAt: '2026-11-20T08:00:00.000Z' });
  const issues = [
    anIssue({ severity: 'HIGH', occurrences: [anOccurrence(), here()] }),
    anIssue({ severity: 'HIGH', occurrences: [here()] }),
    anIssue({ severity: 'LOW', occurrences: [anOccurrence()] }),
    anIssue({ severity: 'LOW', state: 'resolved', occurrences: [here()] }),
    anIssue({ severity: 'LOW', occurrences: [anOccurrence(), here({ suppressed: true })] }),
  ];
  expect(lastComplete(head, issues)).toEqual({
    tags: ['v1.4.3'],
    digest: aDigest('b'),
    scannedAt: '2026-11-20T08:00:00.000Z',
    open: { HIGH: 2 },
  });
});
