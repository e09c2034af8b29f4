import * as z from 'zod';
import { Refusal } from './aws.ts';
import type { ImageDetail } from './ecr-registry.ts';
import type { EcrScans, Page, ScanSource } from './ecr-scans.ts';
import { withEpochSeconds } from './ecr-times.ts';

/** A basic scan that was started and is over. */
interface EndedScan {
  readonly repository: string;
  readonly digest: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The first, of what DescribeImageScanFindings says from now on. */
  readonly page: Page;
}

/** Basic scans that somebody started, and when an image was scanned last. */
export interface EcrStartedScans {
  /** What is known of the image's scan was set: it was scanned by itself, which counts as well. */
  scanned(repository: string, digest: string): void;
  /** What a scan finds that is started from now on, until `scanned`; without it, what the one before found. */
  setNext(repository: string, digest: string, source: ScanSource): void;
  /** Refused where ECR would. */
  start(repository: string, image: ImageDetail): void;
  isRunning(repository: string, digest: string): boolean;
  /** When the next one ends, in epoch milliseconds; null where none runs. */
  nextEnd(): number | null;
  takeEnded(): readonly EndedScan[];
}

/** How long ECR takes is not told; so long here. */
const SCAN_MS = 30_000;
const DAY_MS = 86_400_000;

interface Running {
  readonly repository: string;
  readonly digest: string;
  readonly endsAt: number;
}

export const ecrStartedScans = (scans: EcrScans, now: () => number): EcrStartedScans => {
  const running = new Map<string, Running>();
  const scannedAt = new Map<string, number>();
  const next = new Map<string, ScanSource>();
  const key = (repository: string, digest: string): string => `${repository}@${digest}`;

  const end = ({ repository, digest, endsAt }: Running): readonly EndedScan[] => {
    running.delete(key(repository, digest));
    const found = next.get(key(repository, digest)) ?? scans.get(repository, digest) ?? UNSAID;
    const source = 'error' in found ? found : found.map((page) => completedAt(page, endsAt));
    scans.set(repository, digest, source);
    return 'error' in source
      ? []
      : [{ repository, digest, at: endsAt, page: scans.page(repository, digest, undefined) }];
  };

  return {
    scanned: (repository, digest) => {
      running.delete(key(repository, digest));
      next.delete(key(repository, digest));
      const source = scans.get(repository, digest);
      if (source !== undefined && !('error' in source))
        scannedAt.set(key(repository, digest), completion(source) ?? now());
    },
    setNext: (repository, digest, source) => {
      next.set(key(repository, digest), source);
    },
    start: (repository, image) => {
      const { imageDigest: digest } = image;
      refuseUnlessImage(image);
      if (now() - (scannedAt.get(key(repository, digest)) ?? -DAY_MS) < DAY_MS)
        throw new Refusal('LimitExceededException', 'The scan quota per image has been exceeded. Wait and try again.');
      scannedAt.set(key(repository, digest), now());
      running.set(key(repository, digest), { repository, digest, endsAt: now() + SCAN_MS });
    },
    isRunning: (repository, digest) => running.has(key(repository, digest)),
    nextEnd: () => {
      const ends = [...running.values()].map(({ endsAt }) => endsAt);
      return ends.length === 0 ? null : Math.min(...ends);
    },
    takeEnded: () => [...running.values()].filter(({ endsAt }) => endsAt <= now()).flatMap(end),
  };
};

const INDEXES: ReadonlySet<string | undefined> = new Set([
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
]);

const refuseUnlessImage = ({ imageStatus = 'ACTIVE', imageManifestMediaType }: ImageDetail): void => {
  if (imageStatus !== 'ACTIVE')
    throw new Refusal('ImageArchivedException', 'The specified image is archived and cannot be scanned.');
  if (INDEXES.has(imageManifestMediaType))
    throw new Refusal(
      'UnsupportedImageTypeException',
      `An artifact with media type '${imageManifestMediaType}' cannot be scanned.`,
    );
};

/** Nothing is guessed of an image that the scenario says nothing of. */
const UNSAID: ScanSource = [
  { imageScanStatus: { status: 'FAILED', description: 'the scenario does not say what a scan of this image finds' } },
];

const withCompletion = z.looseObject({ imageScanFindings: z.looseObject({ imageScanCompletedAt: z.number() }) });

/** When a scan was complete, in epoch milliseconds; null where it does not say. */
const completion = ([first]: readonly unknown[]): number | null => {
  const { success, data } = withCompletion.safeParse(withEpochSeconds(first));
  return success ? data.imageScanFindings.imageScanCompletedAt * 1000 : null;
};

const withFindings = z.looseObject({ imageScanFindings: z.looseObject({}) });

const completedAt = (page: unknown, at: number): unknown => {
  const { success, data } = withFindings.safeParse(page);
  if (!success) return page;
  return { ...data, imageScanFindings: { ...data.imageScanFindings, imageScanCompletedAt: at / 1000 } };
};
