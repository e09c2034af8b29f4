import type { ScanNewsAlert } from '../domain/alert.ts';
import type { Engine } from '../domain/scan.ts';
import { isOff } from '../domain/scan-frequency.ts';
import { isNamed, meaningOf, SCAN_STATUSES, type ScanStatusName } from '../domain/scan-status.ts';
import { engineOf } from './engine.ts';
import type { Markup } from './markup.ts';
import type { Told } from './telling.ts';

/** That an image is not scanned: what it means, why it is so, mostly, and what to do about it. */
interface NotScanned {
  /** In a few words. */
  readonly briefly: string;
  readonly meaning: string;
  readonly cause: string;
  /** @param again - how another scan of it comes about, in which engines differ */
  readonly remedy: (again: string) => string;
}

const START = 'start a scan on its page in ECR (one in 24 hours an image)';
const PUSH = 'build it anew and push it';
const AGAIN: Readonly<Record<Engine | 'unknown', string>> = {
  basic: `${START}, or ${PUSH}`,
  enhanced: `${PUSH} (an enhanced scan cannot be started by hand)`,
  unknown: `${PUSH}; where scanning is basic, you can also ${START}`,
};
/** Before a scan under way is told, and one that nobody began: see `awaited` of the lineage. */
const AWAITED_HOURS = 48;
const MAX_STATUS = 40;
const HOUR_MS = 60 * 60 * 1000;

const UNSUPPORTED: NotScanned = {
  briefly: 'unsupported image',
  meaning: 'ECR cannot scan what it is made of, and will not try again.',
  cause: 'FROM scratch, or distroless without a package database.',
  remedy: () => 'build it on a base that ECR can scan, or scan it where it is built.',
};

/** Those that a complete scan has are not told. */
type Status = Exclude<ScanStatusName, 'COMPLETE' | 'ACTIVE'> | 'SCAN_NOT_FOUND';

/** SCAN_NOT_FOUND is ECR's error: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html */
const BY_STATUS: Readonly<Record<Status, NotScanned>> = {
  IN_PROGRESS: {
    briefly: 'its scan does not end',
    meaning: `its scan began, and has not ended within ${AWAITED_HOURS} hours.`,
    cause: 'a scan that got stuck at ECR; most take minutes.',
    remedy: (again) => `${again}.`,
  },
  PENDING: {
    briefly: 'it still waits for its scan',
    meaning: `it has waited for its scan for ${AWAITED_HOURS} hours or more.`,
    cause: 'Inspector is behind, as when it was just turned on, or is not allowed to read the image.',
    remedy: (again) => `look at its coverage in Inspector, which says why; then ${again}.`,
  },
  FAILED: {
    briefly: 'its scan failed',
    meaning: 'a scan was tried, and ended without a result.',
    cause: 'a passing fault at ECR, or a layer it cannot read.',
    remedy: (again) => `${again}.`,
  },
  UNSUPPORTED_IMAGE: UNSUPPORTED,
  FINDINGS_UNAVAILABLE: {
    briefly: 'its findings are not to be had',
    meaning: 'a scan ended, and ECR does not give its findings.',
    cause: 'a fault at ECR, mostly a passing one.',
    remedy: (again) => `${again}.`,
  },
  SCAN_ELIGIBILITY_EXPIRED: {
    briefly: 'no longer scanned',
    meaning: 'Inspector no longer scans it: nobody hears what is disclosed in it from now on.',
    cause: 'it was pushed, or last used, longer ago than the re-scan duration that is set in Inspector.',
    remedy: () => `if it still runs, ${PUSH}, or set a longer duration in Inspector; delete it if it does not.`,
  },
  LIMIT_EXCEEDED: {
    briefly: 'a limit of scans was reached',
    meaning: 'ECR refused to scan it.',
    cause: 'AWS does not say which limit; a registry may start 100,000 basic scans in 24 hours.',
    remedy: (again) => `wait until tomorrow, then ${again}.`,
  },
  IMAGE_ARCHIVED: {
    briefly: 'archived',
    meaning: 'it lies in archive storage, and ECR scans nothing there.',
    cause: 'a lifecycle rule archived it, or somebody did.',
    remedy: () => 'restore it if it still runs; delete it if nobody needs it.',
  },
  SCAN_NOT_FOUND: {
    briefly: 'no scan of it',
    meaning: 'ECR has no scan of it, not even one under way.',
    cause: 'scanning is off for the repository, or was switched since the push.',
    remedy: (again) => `let a rule of the registry's scanning configuration name the repository, then ${again}.`,
  },
};

/** Where nothing began since the push. */
const NEVER_BEGAN: NotScanned = {
  ...BY_STATUS.SCAN_NOT_FOUND,
  meaning: `ECR has no scan of it, ${AWAITED_HOURS} hours and more after its push, not even one under way.`,
};

const UNKNOWN: NotScanned = {
  briefly: 'a status that nobody knows',
  meaning: 'unknown: this release of Tallyman has not met the status before, and takes it for not scanned.',
  cause: 'none known.',
  remedy: () => "look at the image's page in ECR, and tell whoever runs Tallyman.",
};

/** That an image is not scanned, by ECR's words. */
export type News = Pick<ScanNewsAlert, 'status' | 'description'>;

const textsOf = ({ status, description }: News): NotScanned => {
  if (meaningOf(status, description) === 'not-scannable' && status === 'FAILED') return UNSUPPORTED;
  return isTold(status) ? BY_STATUS[status] : UNKNOWN;
};

const isTold = (status: string): status is Status => Object.hasOwn(BY_STATUS, status);

/** Such as `FAILED, unsupported image`. */
export const unscannedText = (news: News, markup: Markup): string =>
  `${markup.text(news.status, MAX_STATUS)}, ${isOff(news.status) ? DROPPED : textsOf(news).briefly}`;

/** Of posture news that was gathered. */
const DROPPED = 'nothing scans its repository any more';

/** What is known of why an image is not scanned, and what to do about it. */
export const notScanned = (
  news: News,
  told: Pick<Told, 'record' | 'image'>,
): Pick<NotScanned, 'meaning' | 'cause'> & { readonly remedy: string } => {
  const { record, image } = told;
  const hours = (Date.parse(record.at) - Date.parse(image.pushedAt)) / HOUR_MS;
  const neverBegan = news.status === 'SCAN_NOT_FOUND' && hours >= AWAITED_HOURS;
  const { meaning, cause, remedy } = neverBegan ? NEVER_BEGAN : textsOf(news);
  return { meaning, cause, remedy: remedy(AGAIN[engineSaying(news, told) ?? 'unknown']) };
};

/** Of a status that one engine alone has, that one: without findings an answer does not say whose it is. */
const engineSaying = ({ status }: News, told: Pick<Told, 'record' | 'image'>): Engine | null => {
  const [engine, ...others]: readonly Engine[] = isNamed(status) ? SCAN_STATUSES[status].engines : [];
  return others.length === 0 && engine !== undefined ? engine : engineOf(told);
};
