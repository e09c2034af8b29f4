import type { DescribeImageScanFindingsResponse as Page } from '@aws-sdk/client-ecr';
import type { Finding } from '../../core/domain/finding.ts';
import type { Engine, Scan } from '../../core/domain/scan.ts';
import type { ScanAnswer } from '../../core/ports.ts';
import { basicFinding } from './basic-finding.ts';
import { enhancedFindings } from './enhanced-finding.ts';

/** What one page of a scan says. */
export interface ScanPage {
  readonly status: string | undefined;
  readonly description: string | undefined;
  readonly completedAt: string | undefined;
  /** Whether only enhanced scanning answers so. */
  readonly isEnhanced: boolean;
  readonly findings: readonly Finding[];
}

/** Reads a page of ECR's. */
export const scanPage = ({ imageScanStatus: { status, description } = {}, imageScanFindings = {} }: Page): ScanPage => {
  const { imageScanCompletedAt, findings = [], enhancedFindings: enhanced } = imageScanFindings;
  return {
    status,
    description,
    completedAt: imageScanCompletedAt?.toISOString(),
    // ACTIVE is a word of enhanced scanning alone.
    isEnhanced: enhanced !== undefined || status === 'ACTIVE',
    findings: [...findings.map(basicFinding), ...(enhanced ?? []).flatMap(enhancedFindings)],
  };
};

/**
 * What the pages of one scan say together.
 *
 * `findingSeverityCounts` is not compared with what the pages list: they differ in answers that are whole.
 */
export const scanOf = (pages: readonly ScanPage[]): ScanAnswer => {
  const statuses = distinct(pages, ({ status }) => status);
  const times = distinct(pages, ({ completedAt }) => completedAt);
  if (statuses.length > 1) return torn('status', statuses);
  if (times.length > 1) return torn('time', times);
  const [status = 'UNKNOWN'] = statuses;
  const [completedAt = null] = times;
  const [description = null] = distinct(pages, (page) => page.description);
  const engine: Engine = pages.some(({ isEnhanced }) => isEnhanced) ? 'enhanced' : 'basic';
  const scan: Scan = { engine, status, description, completedAt, findings: pages.flatMap(({ findings }) => findings) };
  return { kind: 'scan', scan };
};

const torn = (what: string, values: readonly string[]): ScanAnswer => ({
  kind: 'torn',
  reason: `its pages are of different scans, by their ${what}: ${values.join(', ')}`,
});

/** A page that does not say does not disagree. */
const distinct = <T>(pages: readonly ScanPage[], of: (page: ScanPage) => T | undefined): readonly T[] => [
  ...new Set(pages.flatMap((page) => of(page) ?? [])),
];
