import type { Packed } from '../../core/messages/asff/findings.ts';

// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
const MOST_FINDINGS = 100;
/** Security Hub takes 6 MB a call; a little is left for whoever counts otherwise. */
const MAX_BYTES = 5_900_000;

/** The findings as they are sent: as many at a time as Security Hub takes, in their order. */
export function* batches(findings: Iterable<Packed>): Generator<readonly Packed[]> {
  let batch: Packed[] = [];
  let bytes = 0;
  for (const finding of findings) {
    const size = Buffer.byteLength(finding.json) + 1;
    if (batch.length === MOST_FINDINGS || bytes + size > MAX_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(finding);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
