/** The key schema of the one table, which infra makes and the DynamoDB adapters use. All attributes are strings but `expiresAt`. */
export const TABLE = {
  /**
   * `LINEAGE#<lineage>`, `IMAGE#<repository>@<digest>` (a marker), `RECEIVER#<receiver>` (a round-up), `DELIVERY#<delivery>` (a claim),
   * `THREAD#<receiver>#<lineage>` or `SWEEP`.
   */
  partitionKey: 'pk',
  /** Sparse: only items with something left to do carry its keys. Projects keys only. */
  due: { indexName: 'due', partitionKey: 'due', sortKey: 'dueAt' },
  /** Epoch seconds, DynamoDB's TTL; only markers, claims and threads carry it. */
  expires: 'expiresAt',
} as const;

/** Threads alone have keys that begin so: a function may be let have these, and nothing else of the table. */
export const THREAD_PREFIX = 'THREAD#';
/** And markers alone so. */
export const IMAGE_PREFIX = 'IMAGE#';

/** The one item that says how far `reconcile` is. */
export const SWEEP_KEY = 'SWEEP';

/** Records are the objects `records/<id>.json.gz`. */
export const RECORDS_PREFIX = 'records/';
