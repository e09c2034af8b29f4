/** The key schema of the one table, which infra makes and the DynamoDB adapters use. All attributes are strings but `expiresAt`. */
export const TABLE = {
  /** `LINEAGE#<lineage>`, `RECEIVER#<receiver>` (a round-up), `DELIVERY#<delivery>` (a claim) or `THREAD#<receiver>#<lineage>`. */
  partitionKey: 'pk',
  /** Sparse: only items with something left to do carry its keys. Projects keys only. */
  due: { indexName: 'due', partitionKey: 'due', sortKey: 'dueAt' },
  /** Epoch seconds, DynamoDB's TTL; only claims and threads carry it. */
  expires: 'expiresAt',
} as const;

/** Threads alone have keys that begin so: a function may be let have these, and nothing else of the table. */
export const THREAD_PREFIX = 'THREAD#';

/** Records are the objects `records/<id>.json.gz`. */
export const RECORDS_PREFIX = 'records/';
