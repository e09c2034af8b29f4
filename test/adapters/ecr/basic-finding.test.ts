import { expect, test } from 'vitest';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import { aBareFinding, aFinding, aScan } from '../../support/builders.ts';
import { asSent, scanIn } from '../../support/canned-ecr.ts';
import { scanPages } from '../../support/ecr-answer.ts';

const found = async (finding: object): Promise<Finding | undefined> => {
  const page = { imageScanStatus: { status: 'COMPLETE' }, imageScanFindings: { findings: [finding] } };
  return (await scanIn(page)).findings[0];
};
const NAMED = { name: 'CVE-2026-1', severity: 'HIGH' };

test.each([
  [NAMED, {}],
  [{ ...NAMED, attributes: [] }, {}],
  [{ ...NAMED, attributes: [{ key: 'package_name' }, { key: null, value: '' }, {}] }, {}],
  [{ ...NAMED, attributes: null, uri: null, description: null }, {}],
  [{ ...NAMED, severity: 'high' }, {}],
  [{ ...NAMED, severity: 'Dire' }, { severity: 'DIRE' }],
  [{ name: 'CVE-2026-1' }, { severity: 'UNDEFINED' }],
  [{ severity: 'HIGH' }, { vulnerability: 'UNNAMED' }],
  [{ ...NAMED, uri: 'https://x.example ', description: ' \n' }, { advisory: 'https://x.example' }],
  [
    {
      ...NAMED,
      attributes: [
        { key: 'Package_Version', value: '1.1' },
        { key: 'PACKAGE_NAME', value: 'zlib' },
      ],
    },
    { packageName: 'zlib', version: '1.1' },
  ],
  [{ ...NAMED, attributes: [{ key: 'CVSS3_SCORE', value: '9.8' }] }, { cvss: { score: 9.8, vector: null } }],
  [
    {
      ...NAMED,
      attributes: [
        { key: 'CVSS2_SCORE', value: '7.5' },
        { key: 'CVSS3_SCORE', value: '9.8' },
        { key: 'CVSS3_VECTOR', value: 'CVSS:3.1/AV:N' },
      ],
    },
    { cvss: { score: 9.8, vector: 'CVSS:3.1/AV:N' } },
  ],
  [
    {
      ...NAMED,
      attributes: [
        { key: 'CVSS3_SCORE', value: 'n/a' },
        { key: 'CVSS2_SCORE', value: '0' },
        { key: 'CVSS2_VECTOR', value: 'AV:L' },
      ],
    },
    { cvss: { score: 0, vector: 'AV:L' } },
  ],
])('%j is kept', async (finding, expected) => {
  expect(await found(finding)).toEqual(aBareFinding({ vulnerability: 'CVE-2026-1', severity: 'HIGH', ...expected }));
});

test('one name for 20 packages stays 20 findings', async () => {
  const findings = Array.from({ length: 20 }, (_, n) => aFinding({ packageName: `kernel-${n}` }));
  expect((await scanIn(...scanPages(aScan({ findings })).map(asSent))).findings).toEqual(findings);
});
