/** ECR's words for what nothing scans by itself: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryScanningConfiguration.html */
const MANUAL = 'MANUAL';
const NONE: ReadonlySet<string> = new Set([MANUAL, 'OFF']);

/** How the registry, and `reconcile`, scan a repository. */
interface Scanned {
  /** By ECR's words. */
  readonly type: string | null;
  readonly frequency: string;
  readonly onPush: boolean;
  /** Whether live images are scanned anew every day. */
  readonly rescans: boolean;
}

/** How often a repository is scanned in all: ECR's word, where that is not all there is to it. */
export const frequencyOf = ({ type, frequency, onPush, rescans }: Scanned): string => {
  // Of enhanced scanning it means that it is off.
  if (frequency !== MANUAL || type === 'ENHANCED') return frequency;
  if (onPush) return 'SCAN_ON_PUSH';
  return rescans ? 'DAILY' : frequency;
};

/** Whether nothing scans a repository by itself. */
export const isOff = (frequency: string): boolean => NONE.has(frequency.toUpperCase());
