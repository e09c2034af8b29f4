import type { Part } from '../../functions/core/domain/image.ts';
import type { EvaluationRecord, PartScan } from '../../functions/core/domain/record.ts';
import { meaningOf } from '../../functions/core/domain/scan-status.ts';
import { countsText } from '../../functions/core/messages/counts.ts';
import { PLAIN } from '../../functions/core/messages/sns/plain.ts';
import { harmless, minute, shortDigest } from '../records/words.ts';

export const platformOf = ({ platform }: Pick<Part, 'platform'>): string =>
  platform === null ? 'platform unknown' : harmless(platform);

/** A part of an image, and its scan. */
export const partCells = (part: Part, { scans, ledger }: EvaluationRecord): readonly string[] => {
  const scan = scans.find(({ digest }) => digest === part.digest);
  const where = [platformOf(part), shortDigest(part.digest)];
  if (scan === undefined) return [...where, 'no scan was asked for, or ECR has none'];
  const isTold = ledger.unscanned.some(({ digest }) => digest === part.digest);
  return [...where, ...scanCells(scan, isComplete(scan) && !isTold)];
};

/** Not scanned is not clean. */
const isComplete = ({ status, description }: PartScan): boolean => meaningOf(status, description) === 'complete';

const scanCells = (scan: PartScan, isScanned: boolean): readonly string[] => {
  const { engine, status, completedAt, counts, description } = scan;
  return [
    `${engine} ${harmless(status)}`,
    completedAt === null ? '' : minute(completedAt),
    countsText(counts, PLAIN) || (isScanned ? 'no findings' : 'not scanned'),
    description === null ? '' : harmless(description),
  ];
};
