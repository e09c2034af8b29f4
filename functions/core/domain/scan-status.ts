import type { Engine } from './scan.ts';
import type { GoneCause } from './transition.ts';

/**
 * What a scan's status says of the image. `not-yet`: the scan is under way. `not-scannable`: there will be none. `lost`: there
 * is no result to be had, though there was one or may be one. `unknown`: no release of ours has met the word.
 */
export type Meaning = 'complete' | 'not-yet' | 'not-scannable' | 'lost' | 'unknown';

interface ScanStatus {
  readonly meaning: Exclude<Meaning, 'unknown'>;
  /** Which engines say so. */
  readonly engines: readonly Engine[];
  /** Why the image is no longer looked at from then on; null: it still is. */
  readonly ends: GoneCause | null;
}

const BASIC = ['basic'] as const;
const ENHANCED = ['enhanced'] as const;
const BOTH = ['basic', 'enhanced'] as const;

/** Every status that ECR names: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html */
export const SCAN_STATUSES = {
  IN_PROGRESS: { meaning: 'not-yet', engines: BASIC, ends: null },
  /** Enhanced says so where it scans on push alone. */
  COMPLETE: { meaning: 'complete', engines: BOTH, ends: null },
  /** The next scan may succeed; but what basic scanning does not support it calls FAILED too, see `meaningOf`. */
  FAILED: { meaning: 'lost', engines: BOTH, ends: null },
  UNSUPPORTED_IMAGE: { meaning: 'not-scannable', engines: BOTH, ends: null },
  /** Scanned continuously: the findings are those of now. */
  ACTIVE: { meaning: 'complete', engines: ENHANCED, ends: null },
  PENDING: { meaning: 'not-yet', engines: ENHANCED, ends: null },
  /** Pushed longer ago than the registry goes on scanning: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html */
  SCAN_ELIGIBILITY_EXPIRED: { meaning: 'lost', engines: ENHANCED, ends: 'eligibility-expired' },
  /** AWS does not say what it means: never clean. */
  FINDINGS_UNAVAILABLE: { meaning: 'lost', engines: BOTH, ends: null },
  /** AWS does not say which limit: never clean. */
  LIMIT_EXCEEDED: { meaning: 'lost', engines: BOTH, ends: null },
  IMAGE_ARCHIVED: { meaning: 'not-scannable', engines: BOTH, ends: 'archived' },
} as const satisfies Readonly<Record<string, ScanStatus>>;

/** A status that ECR names. */
export type ScanStatusName = keyof typeof SCAN_STATUSES;

/** Such as `UnsupportedImageError: The operating system and/or package manager are not supported.` */
const UNSUPPORTED = /^Unsupported/i;

/** What a status says, be it one that AWS adds tomorrow. */
export const meaningOf = (status: string, description: string | null): Meaning => {
  if (!isNamed(status)) return 'unknown';
  return status === 'FAILED' && UNSUPPORTED.test(description ?? '') ? 'not-scannable' : SCAN_STATUSES[status].meaning;
};

/** Why an image of the status is no longer looked at; null: it still is. */
export const endOf = (status: string): GoneCause | null => (isNamed(status) ? SCAN_STATUSES[status].ends : null);

/** Whether ECR's documentation names it. */
export const isNamed = (status: string): status is ScanStatusName => Object.hasOwn(SCAN_STATUSES, status);
