import type { Because } from '../../domain/alert.ts';
import type { EvaluationRecord } from '../../domain/record.ts';
import { webAddress } from '../links.ts';
import { line } from './text.ts';
import type { ToImport } from './to-import.ts';

/** Security Hub's limit of a value. */
const MAX_VALUE = 2048;
/** Ours: longer ones are no commit and no tag. */
const MAX_REVISION = 256;

/** Where the findings come from, and why. */
export const productFields = ({ record, recordKey }: ToImport, because: readonly Because[]): Record<string, string> => {
  const rules = because.map(({ route, rule }) => `route ${route}, ${rule}`).join('; ');
  return given({
    'tallyman/record': line(recordKey, MAX_VALUE),
    'tallyman/lineage': line(record.lineage, MAX_VALUE),
    'tallyman/routes': line(rules, MAX_VALUE),
    'tallyman/policy': line(record.policyHash, MAX_VALUE),
    'tallyman/engine': record.scans[0]?.engine,
  });
};

/** Where the image comes from that the evaluation was about: of a finding that is in it. */
export const originFields = ({ origin }: Pick<EvaluationRecord, 'origin'>): Record<string, string> => {
  const page = webAddress(origin?.url ?? null);
  return given({
    'tallyman/revision': line(origin?.revision ?? null, MAX_REVISION),
    'tallyman/source': page !== null && page.length <= MAX_VALUE ? page : undefined,
  });
};

/** Those that have a value. */
const given = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
