import type { EvaluationRecord } from '../domain/record.ts';

/** Where records are kept. */
export interface Records {
  /** Keeps `record` and returns its key, which its content makes: the same record, the same key. */
  put(record: EvaluationRecord): Promise<string>;
  /** Throws where there is none, or it has an unknown format. */
  get(key: string): Promise<EvaluationRecord>;
}
