import { Readable } from 'node:stream';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ecrImages } from '../../functions/adapters/ecr/images.ts';
import type { Scan } from '../../functions/core/domain/scan.ts';
import type { ScanAnswer } from '../../functions/core/ports/registry.ts';
import { withEpochSeconds } from '../../replay/fakes/ecr-times.ts';
import { aDigest } from './builders.ts';

let left: string[] = [];
const images = ecrImages(
  new ECRClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async () => ({
        response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(left.shift() ?? '{}')]) },
      }),
    },
  }),
);

/** What the adapter reads out of pages as they come over the wire, one scan at a time. */
export const scanOfPages = (...pages: readonly unknown[]): Promise<ScanAnswer> => {
  left = pages.map((page, index) =>
    JSON.stringify({ ...(page as object), ...(index + 1 < pages.length && { nextToken: `page-${index + 2}` }) }),
  );
  return images.scan({ repository: 'payments/api', digest: aDigest() });
};

/** The same, of pages that are a scan. */
export const scanIn = async (...pages: readonly unknown[]): Promise<Scan> => {
  const answer = await scanOfPages(...pages);
  if (answer.kind !== 'scan') throw new Error(`no scan but ${answer.kind}: ${answer.reason}`);
  return answer.scan;
};

/** A sample with its times as ECR sends them. */
export const asSent = (sample: object): Readonly<Record<string, unknown>> =>
  withEpochSeconds(sample) as Readonly<Record<string, unknown>>;
