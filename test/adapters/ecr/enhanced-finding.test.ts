import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import { aBareFinding, aDigest } from '../../support/builders.ts';
import { scanIn } from '../../support/canned-ecr.ts';

const found = async (...enhancedFindings: readonly object[]): Promise<readonly Finding[]> =>
  (await scanIn({ imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: { enhancedFindings } })).findings;
const ofPackage = (of: object, finding: object = {}) =>
  found({ ...finding, packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2026-1', vulnerablePackages: [of] } });

describe('an enhanced finding', () => {
  test('is kept for each of its packages, and without any', async () => {
    const packages = [
      { name: 'libssl3', packageManager: 'OS', epoch: 1, version: '3.0', release: '2', fixedInVersion: '1:3.0-3' },
      { name: 'lodash', packageManager: 'NPM', version: '4.0.0', filePath: 'app/package-lock.json' },
    ];
    const vulnerable = { vulnerabilityId: 'CVE-1', vulnerablePackages: packages, cvss: [{ baseScore: 6.5 }] };
    expect(
      await found(
        { severity: 'UNTRIAGED', packageVulnerabilityDetails: vulnerable },
        { title: 'a weakness in code', description: 'None Provided', severity: 'low' },
      ),
    ).toEqual([
      aBareFinding({
        vulnerability: 'CVE-1',
        severity: 'UNTRIAGED',
        packageName: 'libssl3',
        version: '1:3.0-2',
        fixedIn: '1:3.0-3',
        fixable: true,
        cvss: { score: 6.5, vector: null },
      }),
      aBareFinding({
        vulnerability: 'CVE-1',
        severity: 'UNTRIAGED',
        packageType: 'npm',
        packageName: 'lodash',
        version: '4.0.0',
        path: 'app/package-lock.json',
        cvss: { score: 6.5, vector: null },
      }),
      aBareFinding({ vulnerability: 'a weakness in code', severity: 'LOW' }),
    ]);
  });

  test.each([
    [{}],
    [{ packageVulnerabilityDetails: {} }],
    [{ packageVulnerabilityDetails: { cvss: [], vulnerablePackages: [], referenceUrls: [] }, resources: [] }],
    [{ packageVulnerabilityDetails: { cvss: [{}], vulnerablePackages: [{}], referenceUrls: [null, ''] } }],
    [{ packageVulnerabilityDetails: null, scoreDetails: null, resources: null, severity: null, status: null }],
    [{ scoreDetails: { cvss: { score: null } }, score: 0.0, title: ' ', status: '', description: 'none provided' }],
  ])('%j is one of which nothing is said', async (finding) => {
    expect(await found(finding)).toEqual([aBareFinding()]);
  });

  test.each([
    [{ fixedInVersion: '0:3.0.13-0ubuntu3.4' }, {}, '3.0.13-0ubuntu3.4', true],
    [{ fixedInVersion: '2:9.1.0-1' }, {}, '2:9.1.0-1', true],
    [{ fixedInVersion: '3.0.13' }, { fixAvailable: 'NO' }, '3.0.13', true],
    [{ fixedInVersion: 'NotAvailable' }, {}, null, false],
    [{ fixedInVersion: 'NOTAVAILABLE' }, { fixAvailable: 'YES' }, null, false],
    [{}, { fixAvailable: 'YES' }, null, true],
    [{ fixedInVersion: '' }, { fixAvailable: 'no' }, null, false],
    [{ fixedInVersion: 'None Provided' }, { fixAvailable: 'PARTIAL' }, null, null],
    [{ fixedInVersion: null }, { fixAvailable: '' }, null, null],
  ])('of %j, %j is fixed in %j, fixable: %j', async (of, finding, fixedIn, fixable) => {
    expect(await ofPackage(of, finding)).toMatchObject([{ fixedIn, fixable }]);
  });

  test.each([
    ['YES', true],
    ['yes', true],
    ['NO', false],
    ['PERHAPS', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('whose exploit is %j is exploited: %j', async (exploitAvailable, exploited) => {
    expect(await found({ exploitAvailable })).toMatchObject([{ exploited }]);
  });

  test.each([
    ['ACTIVE', [{ suppressed: false }]],
    ['SUPPRESSED', [{ suppressed: true }]],
    ['Suppressed', [{ suppressed: true }]],
    ['A_WORD_OF_TOMORROW', [{ suppressed: false }]],
    ['CLOSED', []],
    ['closed', []],
  ])('that is %s', async (status, findings) => {
    expect(await found({ status })).toMatchObject(findings);
  });

  test.each([
    [{ sourceLayerHash: aDigest('d') }, { layer: aDigest('d') }],
    [{ sourceLayerHash: 'None Provided' }, { layer: null }],
    [{ epoch: 0, version: '1.0', release: '' }, { version: '1.0' }],
    [{ epoch: 2, release: '3' }, { version: null }],
  ])('of a package %j', async (of, expected) => {
    expect(await ofPackage(of)).toMatchObject([expected]);
  });

  test.each([
    [
      { scoreDetails: { cvss: { score: 8.1, scoringVector: 'CVSS:3.1/AV:L' } }, score: 5 },
      { score: 8.1, vector: 'CVSS:3.1/AV:L' },
    ],
    [{ scoreDetails: { cvss: { score: 0 } } }, { score: 0, vector: null }],
    [
      {
        packageVulnerabilityDetails: { cvss: [{ source: 'NVD' }, { baseScore: 6.5, scoringVector: 'AV:N' }] },
        score: 0,
      },
      { score: 6.5, vector: 'AV:N' },
    ],
    [{ score: 7.2 }, { score: 7.2, vector: null }],
    [{ score: 0, packageVulnerabilityDetails: { cvss: [] } }, null],
  ])('%j is rated', async (finding, cvss) => {
    expect(await found(finding)).toMatchObject([{ cvss }]);
  });

  test.each([
    [{ score: '7.2' }, 'score is "7.2"; expected a value of type number'],
    [{ severity: 7 }, 'severity is 7; expected a value of type string'],
    [{ resources: [null] }, 'resources.0 is null; expected a value of type object'],
    [
      { packageVulnerabilityDetails: { vulnerablePackages: 'curl' } },
      'packageVulnerabilityDetails.vulnerablePackages is "curl"',
    ],
    [
      { updatedAt: 'Dec 3, 2021, 6:02:30 PM' },
      'a time that cannot be read: Expected real number, got implicit NaN; ask again',
    ],
  ])('%j is refused, with the whole scan', async (finding, message) => {
    await expect(found({}, finding)).rejects.toThrow(message);
  });
});
