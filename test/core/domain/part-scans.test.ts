import { expect, test } from 'vitest';
import { partScans } from '../../../functions/core/domain/part-scans.ts';
import type { PartAnswer } from '../../../functions/core/domain/sighting.ts';
import { aFinding, aScan } from '../../support/builders.ts';

test('what is kept of scans is what ECR answered and how many it found; nothing where it has none', () => {
  const scans = new Map<string, PartAnswer>([
    ['amd', { kind: 'complete', scan: aScan({ findings: [aFinding(), aFinding({ severity: 'LOW' })] }) }],
    [
      'failed',
      { kind: 'unscanned', scan: aScan({ status: 'FAILED', findings: [] }), status: 'FAILED', description: '' },
    ],
    ['none', { kind: 'unscanned', scan: null, status: 'SCAN_NOT_FOUND', description: null }],
    ['late', { kind: 'not-yet' }],
  ]);
  const parts = ['amd', 'failed', 'none', 'late', 'unasked'].map((digest) => ({ digest, platform: `linux/${digest}` }));
  const { findings, counted, inUse, ...scan } = aScan();
  expect(partScans(parts, { scans, tagged: null, epss: new Map() })).toEqual([
    { ...scan, digest: 'amd', platform: 'linux/amd', counts: { CRITICAL: 1, LOW: 1 } },
    { ...scan, digest: 'failed', platform: 'linux/failed', status: 'FAILED', counts: {} },
  ]);
});
