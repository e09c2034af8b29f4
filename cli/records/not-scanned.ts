import type { Unscanned } from '../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import { harmless } from './words.ts';

/** What stands in a record of a scan that is not complete. */
export interface NotScanned extends Unscanned {
  /** ECR's whole text, where the record is of that scan; else what the ledger keeps of it. */
  readonly description: string | null;
}

/** The scans that are not complete as of a record. */
export const notScannedIn = ({ ledger, scans }: Pick<EvaluationRecord, 'ledger' | 'scans'>): readonly NotScanned[] =>
  ledger.unscanned.map((each) => ({
    ...each,
    description: scans.find(({ digest }) => digest === each.digest)?.description ?? each.reason,
  }));

/** Those that the record itself tells. */
export const newlyNotScanned = (record: EvaluationRecord): readonly NotScanned[] =>
  notScannedIn(record).filter(({ since }) => since === record.at);

/** Such as `v*.*.* linux/arm64: FAILED, UnsupportedImageError: …`. */
export const notScannedText = ({ line, platform, status, description }: NotScanned): string => {
  const place = [line, ...(platform === null ? [] : [platform])].map(harmless).join(' ');
  return `${place}: ${[status, ...(description === null ? [] : [description])].map(harmless).join(', ')}`;
};
