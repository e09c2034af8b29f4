import { Refusal } from './aws.ts';
import { withEpochSeconds } from './ecr-times.ts';

/** The pages of one scan, in order, or the name of the exception that ECR answers instead. */
export type ScanSource = readonly unknown[] | { readonly error: string };

/** What DescribeImageScanFindings says of the images of one registry. */
export interface EcrScans {
  set(repository: string, digest: string, source: ScanSource): void;
  page(repository: string, digest: string, token: string | undefined): Record<string, unknown>;
}

type Page = Readonly<Record<string, unknown>>;

export const ecrScans = (): EcrScans => {
  const scans = new Map<string, readonly Page[] | { readonly error: string }>();
  let count = 0;
  return {
    set: (repository, digest, source) => {
      count += 1;
      scans.set(`${repository}@${digest}`, 'error' in source ? source : linked(source, count));
    },
    page: (repository, digest, token) => {
      const scan = scans.get(`${repository}@${digest}`) ?? { error: 'ScanNotFoundException' };
      if ('error' in scan) throw refusal(scan.error);
      return { ...pageOf(scan, token) };
    },
  };
};

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
