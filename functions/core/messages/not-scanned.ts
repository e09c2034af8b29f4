import type { ScanNewsAlert } from '../domain/alert.ts';

/** Why images are not scanned, mostly, and what to do about it. */
interface NotScanned {
  readonly cause: string;
  readonly remedy: string;
}

const SCAN_AGAIN = 'start a scan on its page in ECR (one in 24 hours an image), or push it again.';
const LATE: NotScanned = {
  cause: 'ECR is behind; most such scans still end.',
  remedy: `wait until tomorrow; if nothing has come, ${SCAN_AGAIN}`,
};
const UNSUPPORTED: NotScanned = {
  cause: 'FROM scratch, or distroless without a package database.',
  remedy: 'build it on a base that ECR can scan, or scan it where it is built.',
};

/** By ECR's status: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html; SCAN_NOT_FOUND is its error. */
const BY_STATUS: Readonly<Record<string, NotScanned>> = {
  FAILED: { cause: 'a passing fault at ECR, or a layer it cannot read.', remedy: SCAN_AGAIN },
  IN_PROGRESS: LATE,
  PENDING: LATE,
  UNSUPPORTED_IMAGE: UNSUPPORTED,
  FINDINGS_UNAVAILABLE: {
    cause: 'a fault at ECR: the scan has ended, its findings are not to be had.',
    remedy: SCAN_AGAIN,
  },
  SCAN_ELIGIBILITY_EXPIRED: {
    cause: 'it was pushed longer ago than the registry goes on scanning.',
    remedy: 'build and push it again if it still runs; delete it if it does not.',
  },
  LIMIT_EXCEEDED: {
    cause: 'more scans in 24 hours than the registry may start (100,000).',
    remedy: `wait until tomorrow, then ${SCAN_AGAIN}`,
  },
  IMAGE_ARCHIVED: {
    cause: 'ECR does not scan what is archived.',
    remedy: 'restore it if it still runs; delete it if nobody needs it.',
  },
  SCAN_NOT_FOUND: {
    cause: 'scanning is off for the repository, or was switched since the push.',
    remedy: `turn on scan on push for it in the registry's settings, then ${SCAN_AGAIN}`,
  },
};

const UNKNOWN: NotScanned = {
  cause: 'none known: this release of Tallyman has not met the status before.',
  remedy: "look at the image's page in ECR, and tell whoever runs Tallyman.",
};

/** What is known of why an image is not scanned, and what to do about it. */
export const notScanned = ({ status, description }: Pick<ScanNewsAlert, 'status' | 'description'>): NotScanned => {
  if (status === 'FAILED' && description?.startsWith('UnsupportedImage')) return UNSUPPORTED;
  return Object.hasOwn(BY_STATUS, status) ? (BY_STATUS[status] ?? UNKNOWN) : UNKNOWN;
};
