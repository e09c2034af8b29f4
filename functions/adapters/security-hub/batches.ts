import type { AsffFinding } from '../../core/messages/asff/format.ts';

// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
const MOST_FINDINGS = 100;
/** Security Hub takes 6 MB a call; a little is left for whoever counts otherwise. */
const MAX_BYTES = 5_900_000;

/** A finding as it is sent. */
export interface Packed {
  readonly id: string;
  readonly json: string;
}

/** The findings as they are sent: as many at a time as Security Hub takes, in their order. */
export function* batches(findings: Iterable<AsffFinding>): Generator<readonly Packed[]> {
  let batch: Packed[] = [];
  let bytes = 0;
  for (const finding of findings) {
    const json = JSON.stringify(finding);
    const size = Buffer.byteLength(json) + 1;
    if (batch.length === MOST_FINDINGS || bytes + size > MAX_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ id: finding.Id, json });
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
