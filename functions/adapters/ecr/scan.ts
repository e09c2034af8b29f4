import type { DescribeImageScanFindingsResponse as Page } from '@aws-sdk/client-ecr';
import type { Engine, Scan } from '../../core/domain/scan.ts';
import type { ScanAnswer } from '../../core/ports.ts';
import { basicFinding } from './basic-finding.ts';
import { enhancedFindings } from './enhanced-finding.ts';

/**
 * What the pages of one scan say together.
 *
 * `findingSeverityCounts` is not compared with what the pages list: they differ in answers that are whole.
 */
export const scanOf = (pages: readonly Page[]): ScanAnswer => {
  const statuses = distinct(pages, ({ imageScanStatus }) => imageScanStatus?.status);
  const times = distinct(pages, ({ imageScanFindings }) => imageScanFindings?.imageScanCompletedAt?.toISOString());
  if (statuses.length > 1) return torn('status', statuses);
  if (times.length > 1) return torn('time', times);
  const [status = 'UNKNOWN'] = statuses;
  const [completedAt = null] = times;
  const [description = null] = distinct(pages, ({ imageScanStatus }) => imageScanStatus?.description);
  const scan: Scan = { engine: engineOf(pages), status, description, completedAt, findings: pages.flatMap(findingsOf) };
  return { kind: 'scan', scan };
};

const torn = (what: string, values: readonly string[]): ScanAnswer => ({
  kind: 'torn',
  reason: `its pages are of different scans, by their ${what}: ${values.join(', ')}`,
});

/** A page that does not say does not disagree. */
const distinct = <T>(pages: readonly Page[], of: (page: Page) => T | undefined): readonly T[] => [
  ...new Set(pages.flatMap((page) => of(page) ?? [])),
];

/** ACTIVE is a word of enhanced scanning alone. */
const engineOf = (pages: readonly Page[]): Engine =>
  pages.some((page) => page.imageScanFindings?.enhancedFindings || page.imageScanStatus?.status === 'ACTIVE')
    ? 'enhanced'
    : 'basic';

const findingsOf = ({ imageScanFindings: { findings = [], enhancedFindings: enhanced = [] } = {} }: Page) => [
  ...findings.map(basicFinding),
  ...enhanced.flatMap(enhancedFindings),
];
