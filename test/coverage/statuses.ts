import type { Engine } from '../../functions/core/domain/scan.ts';
import { meaningOf, SCAN_STATUSES, type ScanStatusName } from '../../functions/core/domain/scan-status.ts';
import { type Row, rowOf, testsOf } from './row.ts';

/** What comes of a scan of a status. `ended`: told as not scanned, and then what it had is unobserved. */
export type Outcome = 'compared' | 'awaited' | 'not scanned' | 'ended';

interface StatusCase {
  readonly engine: Engine;
  readonly status: string;
  readonly description: string;
  readonly outcome: Outcome;
}

/** Written by hand, beside the table that the code reads. */
const OUTCOMES: Readonly<Record<ScanStatusName, Outcome>> = {
  COMPLETE: 'compared',
  ACTIVE: 'compared',
  IN_PROGRESS: 'awaited',
  PENDING: 'awaited',
  FAILED: 'not scanned',
  UNSUPPORTED_IMAGE: 'not scanned',
  SCAN_ELIGIBILITY_EXPIRED: 'ended',
  FINDINGS_UNAVAILABLE: 'not scanned',
  LIMIT_EXCEEDED: 'not scanned',
  IMAGE_ARCHIVED: 'ended',
};

const HAPPENS: Readonly<Record<Outcome, string>> = {
  compared: 'compared with what was known: what changed is told',
  awaited: 'awaited by its lineage: looked at after 30 minutes and 48 hours, then told as not scanned',
  'not scanned': 'told once as not scanned, with what ECR says; what was open stays open',
  ended: 'told once as not scanned, with what ECR says; then what it had is unobserved',
};

/** Each status by each engine that says it; and one that nobody knows. */
export const STATUS_CASES: readonly StatusCase[] = [
  ...Object.entries(SCAN_STATUSES).flatMap(([status, { engines }]) =>
    engines.map((engine) => {
      const outcome = OUTCOMES[status as ScanStatusName];
      return { engine, status, description: 'Words: more of them', outcome };
    }),
  ),
  ...(['basic', 'enhanced'] as const).map((engine) => ({
    engine,
    status: 'A_STATUS_OF_TOMORROW',
    description: 'Words: more of them',
    outcome: 'not scanned' as const,
  })),
  {
    engine: 'basic',
    status: 'FAILED',
    description: 'UnsupportedImageError: The operating system and/or package manager are not supported.',
    outcome: 'not scanned',
  },
];

export const nameOf = ({ engine, status, description }: StatusCase): string =>
  `${engine} ${status}${description.startsWith('Unsupported') ? ', unsupported' : ''}`;

/** What is scanned. */
export const KINDS = ['image', 'part of an index'] as const;

export const STATUSES: readonly Row[] = STATUS_CASES.flatMap((each) =>
  KINDS.map((kind) =>
    rowOf([
      'scan, push, delete of a tag, findings, sweep',
      each.engine,
      each.description.startsWith('Unsupported') ? `${each.status}: UnsupportedImageError` : each.status,
      each.description.startsWith('Unsupported') ? `${kind}, FROM scratch` : kind,
      `${meaningOf(each.status, each.description)}: ${HAPPENS[each.outcome]}`,
      testsOf('coverage/statuses.test.ts', kind)(nameOf(each)),
    ]),
  ),
);
