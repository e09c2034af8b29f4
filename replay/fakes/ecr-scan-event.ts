import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ImageDetail } from './ecr-registry.ts';
import type { Page } from './ecr-scans.ts';

interface Scanned {
  readonly account: string;
  readonly region: string;
  readonly image: ImageDetail;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly page: Page;
}

const answer = z.looseObject({
  imageScanStatus: z.looseObject({ status: z.string() }),
  imageScanFindings: z
    .looseObject({
      findingSeverityCounts: z.record(z.string(), z.number()).optional(),
      findings: z.array(z.looseObject({ severity: z.string() })).default([]),
    })
    .optional(),
});

/** What ECR tells EventBridge of a basic scan: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
export const scanEvent = ({ account, region, image, at, page }: Scanned) => {
  const { imageScanStatus, imageScanFindings: found } = answer.parse(page);
  const counts = found && (found.findingSeverityCounts ?? countsOf(found.findings));
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'ECR Image Scan',
    source: 'aws.ecr',
    account,
    time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws:ecr:${region}:${account}:repository/${image.repositoryName}`],
    detail: {
      'scan-status': imageScanStatus.status,
      'repository-name': image.repositoryName,
      ...(counts && { 'finding-severity-counts': counts }),
      'image-digest': image.imageDigest,
      'image-tags': image.imageTags ?? [],
    },
  };
};

const countsOf = (findings: readonly { readonly severity: string }[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(findings, ({ severity }) => severity)].map(([severity, { length }]) => [severity, length]),
  );
