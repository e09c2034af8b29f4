import { join } from 'node:path';
import { aListedFinding, aScanEvent, type PlayStep } from '../../test/support/play.ts';

/** All three channels, of which each hears of everything. */
export const POLICY = join(import.meta.dirname, 'tallyman.yaml');

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-21T06:10:00Z');

const OLD = 'CVE-2026-1234';
const NEW = 'CVE-2026-5678';
const BUILT = { 'image-digest': 'sha256:9f2c1e7ab04d5c33', 'image-tags': ['v1.4.2'] };
const REBUILT = { 'image-digest': 'sha256:40b8d6c2917ae35f', 'image-tags': ['v1.4.3'] };

/**
 * A first count, one more finding, a rebuild without both; and the first count of another repository, which waits for the
 * end of the hour. Between them is more time than a queue hides a message, or `resend` lets anything lie.
 */
const SCANS = [
  { minute: 0, repository: 'api', image: BUILT, found: [OLD] },
  { minute: 20, repository: 'api', image: BUILT, found: [OLD, NEW] },
  { minute: 40, repository: 'api', image: REBUILT, found: [] },
  { minute: 50, repository: 'worker', image: BUILT, found: [OLD] },
];
export const STEPS = SCANS.length;
const STORY_MINUTES = 100;

/** The n-th story, from 0: it begins when the one before it is over. */
export const storyOf = (n: number): readonly PlayStep[] =>
  SCANS.map(({ minute, repository, image, found }) => {
    const time = START + (n * STORY_MINUTES + minute) * MINUTE_MS;
    const at = new Date(time).toISOString();
    const counts = found.length === 0 ? {} : { CRITICAL: found.length };
    const detail = { ...image, 'repository-name': `${repository}${ofStory(n)}`, 'finding-severity-counts': counts };
    const imageScanFindings = {
      imageScanCompletedAt: time / 1000,
      findings: found.map((name) => aListedFinding(name)),
    };
    const scan = { imageScanStatus: { status: 'COMPLETE' }, imageScanFindings };
    return { at, event: [{ ...aScanEvent(detail, `${n} at ${minute}`), time: at }], scan: [scan] };
  });

/** What the names of its repositories end with. */
export const ofStory = (n: number): string => `-of-${n}`;

/** Which story it is at this moment, epoch milliseconds. */
export const storyAt = (time: number): number => Math.floor((time - START) / (STORY_MINUTES * MINUTE_MS));
