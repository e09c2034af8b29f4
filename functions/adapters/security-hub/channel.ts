import { hash } from 'node:crypto';
import type { SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { Policy } from '../../core/domain/policy.ts';
import { asffFindings, type Packed } from '../../core/messages/asff/findings.ts';
import type { Channel } from '../../core/ports/channel.ts';
import { type DeliveryOutcome, type Receipts, unknownReceiver } from '../../core/ports/deliveries.ts';
import { batches } from './batches.ts';
import { type Failure, type Send, sender } from './call.ts';
import { importBatch } from './import-batch.ts';
import { type Destination, isNotEnabled, notEnabled, outcomeOfFailures, outcomeOfNo } from './outcome.ts';

interface SecurityHubWorld {
  readonly policy: Pick<Policy, 'receivers' | 'unratedAs'>;
  readonly client: SecurityHubClient;
}

/** Security Hub CSPM of the account and Region of the record. */
export const securityHubChannel = ({ policy, client }: SecurityHubWorld): Channel => ({
  deliver: async (record, recordKey, name, receipts, keep) => {
    const receiver = policy.receivers.find((candidate) => candidate.name === name);
    if (receiver?.channel !== 'security-hub') return unknownReceiver(name);
    const { unratedAs } = policy;
    const findings = asffFindings({ record, recordKey, receiver: name, unratedAs, hash: sha256 });
    const to = { registry: record.registry, receiver: name, recordKey };
    return importAll(sender(client), findings, to, receipts, keep);
  },
});

const sha256 = (text: string): string => hash('sha256', text);

/**
 * Imports what `receipts` do not cover; each says how many findings a batch had. From the first batch on that is not
 * imported whole nothing is kept: a later try imports it again, which changes nothing for what was.
 */
const importAll = async (
  send: Send,
  findings: IteratorObject<Packed>,
  to: Destination,
  receipts: Receipts,
  keep: (receipts: Receipts) => Promise<void>,
): Promise<DeliveryOutcome> => {
  const failures: Failure[] = [];
  let accepted = receipts;
  for (const batch of batches(findings.drop(counted(receipts)))) {
    const answer = await importBatch(send, batch);
    if (answer.kind === 'no') return outcomeOfNo(answer, to);
    if (isNotEnabled(answer.failures, batch.length)) return notEnabled(to);
    failures.push(...answer.failures);
    if (failures.length > 0) continue;
    accepted = [...accepted, String(batch.length)];
    await keep(accepted);
  }
  return failures.length > 0 ? outcomeOfFailures(failures, to) : { kind: 'delivered', receipts: accepted };
};

const counted = (receipts: Receipts): number => receipts.reduce((sum, receipt) => sum + Number(receipt), 0);
