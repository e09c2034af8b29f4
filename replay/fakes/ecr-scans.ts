import { Refusal } from './aws.ts';
import type { ScanType } from './ecr-scanning.ts';
import { withEpochSeconds } from './ecr-times.ts';

/** The pages of one scan, in order, or the name of the exception that ECR answers instead. */
export type ScanSource = readonly unknown[] | { readonly error: string };

/** What DescribeImageScanFindings says of the images of one registry: scans of one kind are not seen while the other is in force. */
export interface EcrScans {
  set(repository: string, digest: string, source: ScanSource): void;
  /** What was set. */
  get(repository: string, digest: string): ScanSource | undefined;
  page(repository: string, digest: string, token: string | undefined): Page;
  /** Whether Inspector is asked for the answer. */
  isEnhanced(repository: string, digest: string): boolean;
}

export type Page = Readonly<Record<string, unknown>>;

interface Scan {
  readonly source: ScanSource;
  readonly pages: readonly Page[];
}

export const ecrScans = (scanType: () => ScanType): EcrScans => {
  const scans = new Map<string, Scan>();
  let count = 0;
  const key = (repository: string, digest: string): string => `${scanType()} ${repository}@${digest}`;
  return {
    set: (repository, digest, source) => {
      count += 1;
      scans.set(key(repository, digest), { source, pages: 'error' in source ? [] : linked(source, count) });
    },
    get: (repository, digest) => scans.get(key(repository, digest))?.source,
    page: (repository, digest, token) => {
      const { source, pages } = scans.get(key(repository, digest)) ?? NONE;
      if ('error' in source) throw refusal(source.error);
      return { ...pageOf(pages, token) };
    },
    isEnhanced: (repository, digest) =>
      scanType() === 'ENHANCED' || (scans.get(key(repository, digest))?.pages ?? []).some(listsEnhanced),
  };
};

const NONE: Scan = { source: { error: 'ScanNotFoundException' }, pages: [] };

const listsEnhanced = ({ imageScanFindings }: Page): boolean =>
  typeof imageScanFindings === 'object' && imageScanFindings !== null && 'enhancedFindings' in imageScanFindings;

/** Every page but the last names the next: by the token of its own, or one that no other scan gives. */
const linked = (source: readonly unknown[], scan: number): readonly Page[] => {
  if (source.length === 0) throw new Error('a scan has no page; give at least one');
  return source.map((page, index) => {
    const body = withEpochSeconds(page) as Page;
    return index + 1 < source.length ? { nextToken: `scan-${scan}-page-${index + 2}`, ...body } : body;
  });
};

const pageOf = (pages: readonly Page[], token: string | undefined): Page | undefined => {
  if (token === undefined) return pages[0];
  const next = pages[pages.findIndex(({ nextToken }) => nextToken === token) + 1];
  if (next && next !== pages[0]) return next;
  throw new Refusal(
    'InvalidParameterException',
    "Invalid parameter at 'nextToken' failed to satisfy constraint: 'must be a token of this scan'",
  );
};

const TEXTS: Readonly<Record<string, string>> = {
  ScanNotFoundException:
    'The specified image scan could not be found. Ensure that image scanning is enabled on the repository and try again.',
  ServerException: 'These errors are usually caused by a server-side issue.',
  ThrottlingException: 'Rate exceeded',
};

const refusal = (code: string): Refusal =>
  new Refusal(code, TEXTS[code] ?? `${code}, as the scenario says`, code === 'ServerException' ? 500 : 400);
