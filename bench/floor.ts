import { hash } from 'node:crypto';
import { constants, gzipSync } from 'node:zlib';
import { pack } from '../functions/adapters/s3/packed-record.ts';
import type { EvaluationRecord } from '../functions/core/domain/record.ts';
import type { AsffFinding } from '../functions/core/messages/asff/format.ts';
import { cpuOf } from './cpu.ts';

/**
 * What V8, OpenSSL and zlib alone take to write what an evaluation writes most of, in milliseconds of CPU: the record, and
 * the findings of Security Hub. Nothing is compared, decided or made: the objects are there, and what findings share is text.
 */
export const floorOf = async (record: EvaluationRecord, findings: readonly AsffFinding[]): Promise<number> => {
  const packed = pack(record);
  const written = await cpuOf(() => {
    const content = Buffer.from(JSON.stringify(packed));
    return hash('sha256', content).length + gzipSync(content, { level: constants.Z_BEST_SPEED }).length;
  });
  const texts = findings.map(apart);
  const sent = await cpuOf(() => {
    let bytes = 0;
    for (const { id, own, shared } of texts)
      bytes += hash('sha256', id).length + Buffer.byteLength(`{${JSON.stringify(own).slice(1, -1)},${shared}}`);
    return bytes;
  });
  return written.ms + sent.ms;
};

/** What is an issue's own, and the text of all else. */
const apart = ({ Id, Title, Description, Remediation, Vulnerabilities, ...rest }: AsffFinding) => ({
  id: `${Id} ${Title}`,
  own: { Id, Title, Description, Remediation, Vulnerabilities },
  shared: JSON.stringify(rest).slice(1, -1),
});
