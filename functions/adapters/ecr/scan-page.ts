import type { DescribeImageScanFindingsResponse, ImageScanFindings, ImageScanStatus } from '@aws-sdk/client-ecr';
import type { Finding } from '../../core/domain/finding.ts';
import type { Engine } from '../../core/domain/scan.ts';
import { basicFinding } from './basic-finding.ts';
import { enhancedFinding, enhancedFindings, inUseOf } from './enhanced-finding.ts';
import { date, number, part, parts, pathTo, WrongTypeError } from './given.ts';
import { text, word } from './text.ts';

/** What one page of a scan says. */
export interface ScanPage {
  readonly status: string | null;
  readonly description: string | null;
  readonly completedAt: string | null;
  /** The one that answers so; null: either does. */
  readonly engine: Engine | null;
  readonly counted: boolean;
  /** Whether it has what a scan that ended has: a time, or counts, be they of nothing. */
  readonly isEnded: boolean;
  readonly inUse: number | null;
  readonly findings: readonly Finding[];
}

/**
 * Reads a page of ECR's.
 *
 * @param image - of which it is, for errors
 * @throws Error that names the first path that is broken: a page is never read in part
 */
export const scanPage = (page: DescribeImageScanFindingsResponse, image: string): ScanPage => {
  try {
    return { ...statusOf(part(page, 'imageScanStatus')), ...findingsOf(part(page, 'imageScanFindings')) };
  } catch (error) {
    if (!(error instanceof WrongTypeError)) throw error;
    throw new Error(`the scan of ${image} is broken: ${pathTo(error.of, page)}${error.message}; ask again`);
  }
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html */
const statusOf = (status: ImageScanStatus) => ({
  status: word(status, 'status'),
  description: text(status, 'description'),
});

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanFindings.html */
const findingsOf = (page: ImageScanFindings) => {
  const completedAt = date(page, 'imageScanCompletedAt');
  const severities = severitiesOf(part(page, 'findingSeverityCounts'));
  const basic = parts(page, 'findings').map(basicFinding);
  const enhanced = parts(page, 'enhancedFindings').map(enhancedFinding);
  return {
    completedAt: completedAt?.toISOString() ?? null,
    engine: engineOf(page, severities),
    counted: severities.length > 0,
    isEnded: Boolean(completedAt ?? page.findingSeverityCounts),
    inUse: inUseOf(enhanced),
    findings: [...basic, ...enhanced.flatMap(enhancedFindings)],
  };
};

/** In upper case. Their counts are not kept, but have to be some. */
const severitiesOf = (counts: Readonly<Record<string, number>>): readonly string[] =>
  Object.keys(counts).map((name) => {
    number(counts, name);
    return name.toUpperCase();
  });

const engineOf = ({ findings, enhancedFindings }: ImageScanFindings, severities: readonly string[]): Engine | null => {
  if (enhancedFindings || severities.includes('UNTRIAGED')) return 'enhanced';
  return findings?.length ? 'basic' : null;
};
