import { isDeepStrictEqual } from 'node:util';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import type { Records } from '../../functions/core/ports/records.ts';

/** Records in memory, with keys that a test can foretell: `records/1.json.gz` is the first. */
export const fakeRecords = (): Records & { readonly all: Map<string, EvaluationRecord> } => {
  const all = new Map<string, EvaluationRecord>();
  return {
    all,
    async put(record) {
      const known = [...all].find(([, other]) => isDeepStrictEqual(other, record));
      const key = known?.[0] ?? `records/${all.size + 1}.json.gz`;
      all.set(key, structuredClone(record));
      return key;
    },
    async get(key) {
      const record = all.get(key);
      if (record === undefined) throw new Error(`there is no record ${key}`);
      return structuredClone(record);
    },
  };
};
