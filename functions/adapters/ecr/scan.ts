import type { Engine, Scan } from '../../core/domain/scan.ts';
import { SCAN_STATUSES } from '../../core/domain/scan-status.ts';
import type { ScanAnswer } from '../../core/ports/registry.ts';
import type { ScanPage } from './scan-page.ts';

/**
 * What the pages of one scan say together.
 *
 * `findingSeverityCounts` is not compared with what the pages list: they differ in answers that are whole.
 */
export const scanOf = (pages: readonly ScanPage[]): ScanAnswer => {
  const statuses = distinct(pages, ({ status }) => status);
  const times = distinct(pages, ({ completedAt }) => completedAt);
  if (statuses.length > 1) return torn('status', statuses);
  if (times.length > 1) return torn('time', times);
  const [status = 'UNKNOWN'] = statuses;
  const [completedAt = null] = times;
  const [description = null] = distinct(pages, (page) => page.description);
  const uses = distinct(pages, (page) => page.inUse);
  const scan: Scan = {
    engine: engineOf(pages, status),
    status,
    description,
    completedAt,
    counted: pages.some(({ counted }) => counted),
    inUse: uses.length > 0 ? Math.max(...uses) : null,
    findings: pages.flatMap(({ findings }) => findings),
  };
  return { kind: 'scan', scan };
};

/**
 * By the shape of the answer; only one that lists nothing is told by its status. COMPLETE without a time or counts is what
 * enhanced scanning says before its findings are there: https://github.com/aws/aws-sdk/issues/289
 */
const engineOf = (pages: readonly ScanPage[], status: string): Engine => {
  const engines = distinct(pages, ({ engine }) => engine);
  if (engines.length > 0) return engines.includes('enhanced') ? 'enhanced' : 'basic';
  const isTooSoon = status === 'COMPLETE' && !pages.some(({ isEnded }) => isEnded);
  return isTooSoon || ENHANCED_WORDS.has(status) ? 'enhanced' : 'basic';
};

const ENHANCED_WORDS: ReadonlySet<string> = new Set(
  Object.entries(SCAN_STATUSES).flatMap(([name, { engines }]) =>
    engines.every((engine) => engine === 'enhanced') ? name : [],
  ),
);

const torn = (what: string, values: readonly string[]): ScanAnswer => ({
  kind: 'torn',
  reason: `its pages are of different scans, by their ${what}: ${values.join(', ')}`,
});

/** A page that does not say does not disagree. */
const distinct = <T>(pages: readonly ScanPage[], of: (page: ScanPage) => T | null): readonly T[] => [
  ...new Set(pages.flatMap((page) => of(page) ?? [])),
];
