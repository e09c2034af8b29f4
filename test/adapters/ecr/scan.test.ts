import { describe, expect, test } from 'vitest';
import { aDigest } from '../../support/builders.ts';
import { asSent, scanIn, scanOfPages } from '../../support/canned-ecr.ts';
import { onlyPage, sampleAnswer } from '../../support/samples.ts';

const sample = (name: string) => scanIn(onlyPage(asSent(sampleAnswer(name))));
const page = (status: string | null, imageScanFindings?: object) => ({
  imageScanStatus: { status },
  imageScanFindings,
});

describe('answers that AWS or its users published', () => {
  test('a scan of one finding', async () => {
    expect(await sample('dsf-basic-apidoc')).toMatchObject({
      engine: 'basic',
      status: 'COMPLETE',
      description: 'The scan was completed successfully.',
      completedAt: '2020-01-24T04:11:45.000Z',
      counted: true,
      inUse: null,
      findings: [
        {
          vulnerability: 'CVE-2019-5188',
          severity: 'MEDIUM',
          packageName: 'e2fsprogs',
          version: '1.44.1-1ubuntu1.1',
          cvss: { score: 4.6, vector: 'AV:L/AC:L/Au:N/C:P/I:P/A:P' },
        },
      ],
    });
  });

  test('counts that promise more than the pages list make no error', async () => {
    const { findings } = await sample('dsf-basic-real-page1-of-715');
    expect(findings).toHaveLength(4);
    expect(findings[0]?.advisory).toBe('https://security-tracker.debian.org/tracker/CVE-2023-45871');
  });

  test('a scan that failed', async () => {
    expect(await sample('dsf-basic-failed-unsupported-os')).toEqual({
      engine: 'basic',
      status: 'FAILED',
      description: 'UnsupportedImageError: The operating system and/or package manager are not supported.',
      completedAt: null,
      counted: false,
      inUse: null,
      findings: [],
    });
  });

  test('a scan that is complete before its findings are there', async () => {
    expect(await sample('dsf-enhanced-complete-but-not-ready')).toMatchObject({
      engine: 'enhanced',
      status: 'COMPLETE',
      completedAt: null,
      counted: false,
      findings: [],
    });
  });

  test('an enhanced scan', async () => {
    expect(await sample('dsf-enhanced-apidoc')).toEqual({
      engine: 'enhanced',
      status: 'ACTIVE',
      description: 'Continuous scan is selected for image.',
      completedAt: '2025-06-09T07:08:40.144Z',
      counted: true,
      inUse: 1,
      findings: [
        {
          vulnerability: 'CVE-2022-49043',
          severity: 'HIGH',
          packageType: 'os',
          packageName: 'libxml2',
          version: '2.9.14+dfsg-1.3~deb12u1',
          fixedIn: null,
          fixable: false,
          exploited: false,
          epss: null,
          path: null,
          layer: 'sha256:deb7d8874f38d4ec281d990aac2c7badbfcd5b97d602a388056e3f918a3f8cc7',
          cvss: { score: 8.1, vector: 'CVSS:3.1/AV:L/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H' },
          advisory: 'https://security-tracker.debian.org/tracker/CVE-2022-49043',
          description: 'xmlXIncludeAddNode in xinclude.c in libxml2 before 2.11.0 has a use-after-free.',
          suppressed: false,
        },
      ],
    });
  });

  test('an enhanced scan of which little is rated, some suppressed and some closed', async () => {
    expect(await sample('dsf-enhanced-untriaged')).toMatchObject({
      engine: 'enhanced',
      inUse: 3,
      findings: [
        { severity: 'UNTRIAGED', fixable: false, cvss: null, description: null, suppressed: false },
        { packageName: 'nodejs', fixable: true, fixedIn: '1:18.19.1-1', exploited: true, suppressed: true },
        { packageName: 'node', packageType: 'node', version: '18.19.0', fixable: null, suppressed: true },
      ],
    });
  });
});

describe('the engine is told by the shape of the answer', () => {
  const completedAt = { imageScanCompletedAt: 1763712000 };

  test.each([
    ['COMPLETE', { enhancedFindings: [] }, 'enhanced'],
    ['COMPLETE', { ...completedAt, enhancedFindings: [{}] }, 'enhanced'],
    ['COMPLETE', { ...completedAt, findings: [{}] }, 'basic'],
    ['ACTIVE', { findings: [{}] }, 'basic'],
    ['COMPLETE', { ...completedAt, findings: [], findingSeverityCounts: { untriaged: 0 } }, 'enhanced'],
    ['COMPLETE', { ...completedAt, findings: [] }, 'basic'],
    ['COMPLETE', { findings: [], findingSeverityCounts: {} }, 'basic'],
    ['COMPLETE', completedAt, 'basic'],
    ['COMPLETE', { findings: [] }, 'enhanced'],
    ['COMPLETE', {}, 'enhanced'],
    ['COMPLETE', undefined, 'enhanced'],
    ['ACTIVE', { findings: [] }, 'enhanced'],
    ['active', undefined, 'enhanced'],
    ['PENDING', undefined, 'enhanced'],
    ['SCAN_ELIGIBILITY_EXPIRED', undefined, 'enhanced'],
    ['IN_PROGRESS', undefined, 'basic'],
    ['FAILED', undefined, 'basic'],
    ['UNSUPPORTED_IMAGE', undefined, 'basic'],
    ['A_WORD_OF_TOMORROW', undefined, 'basic'],
    [null, undefined, 'basic'],
  ])('%s with %j is %s', async (status, findings, engine) => {
    expect(await scanIn(page(status, findings))).toMatchObject({ engine });
  });

  test('of any of its pages', async () => {
    const pages = [page('COMPLETE', { findings: [] }), page('COMPLETE', { enhancedFindings: [{}] }), page('COMPLETE')];
    expect(await scanIn(...pages)).toMatchObject({ engine: 'enhanced', findings: [{}] });
  });
});

test.each([
  [undefined, false],
  [null, false],
  [{}, false],
  [{ HIGH: 0 }, true],
  [{ HIGH: 3, LOW: null }, true],
])('counts that are %j: %j', async (findingSeverityCounts, counted) => {
  expect(await scanIn(page('ACTIVE', { findingSeverityCounts }))).toMatchObject({ counted });
  expect(await scanIn(page('ACTIVE'), page('ACTIVE', { findingSeverityCounts }))).toMatchObject({ counted });
});

describe('an image', () => {
  const runIn = (...counts: readonly (number | null)[]) => ({
    resources: counts.map((inUseCount) => ({ details: { awsEcrContainerImage: { inUseCount } } })),
  });

  test.each([
    [[], null],
    [[{}, runIn(), { resources: [{}, { details: {} }] }], null],
    [[runIn(null)], null],
    [[runIn(0)], 0],
    [[runIn(0, 3), runIn(2)], 3],
    [[{ ...runIn(4), status: 'CLOSED' }], 4],
  ])('with findings %j is in use: %j', async (enhancedFindings, inUse) => {
    expect(await scanIn(page('ACTIVE', { enhancedFindings }))).toMatchObject({ inUse });
  });

  test('is in use as any page says', async () => {
    const pages = [[runIn(1)], [{}], [runIn(5)], [runIn(2)]];
    expect(await scanIn(...pages.map((enhancedFindings) => page('ACTIVE', { enhancedFindings })))).toMatchObject({
      inUse: 5,
    });
  });
});

test.each([
  ['no object', { imageScanFindings: 'none' }, 'imageScanFindings is "none"; expected a value of type object'],
  [
    'no list',
    { imageScanFindings: { findings: {} } },
    'imageScanFindings.findings is {}; expected a value of type array',
  ],
  [
    'no finding',
    { imageScanFindings: { findings: [{}, null] } },
    'imageScanFindings.findings.1 is null; expected a value of type object',
  ],
  [
    'no number',
    { imageScanFindings: { findingSeverityCounts: { HIGH: '3' } } },
    'imageScanFindings.findingSeverityCounts.HIGH is "3"; expected a value of type number',
  ],
])('%s where one belongs: the scan is refused with the path', async (_, broken, message) => {
  await expect(scanOfPages(page('COMPLETE', { findings: [{}] }), broken)).rejects.toThrow(
    new Error(`the scan of payments/api@${aDigest()} is broken: ${message}; ask again`),
  );
});
