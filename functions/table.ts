/** The key schema of the one table, which infra makes and the DynamoDB adapters use. All attributes are strings but `expiresAt`. */
export const TABLE = {
  /** `LINEAGE#…` or `DELIVERY#…`. */
  partitionKey: 'pk',
  /** Sparse: only items with something left to do carry its keys. Projects keys only. */
  due: { indexName: 'due', partitionKey: 'due', sortKey: 'dueAt' },
  /** Epoch seconds, DynamoDB's TTL; only claims carry it. */
  expires: 'expiresAt',
} as const;

/** Records are the objects `records/<id>.json.gz`. */
export const RECORDS_PREFIX = 'records/';
