import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Nudge, Nudges } from '../../core/ports/nudges.ts';

/** SQS's limit. Ten messages of under 1 KB are far from its 1 MiB for a batch. */
const BATCH_SIZE = 10;

/** The queue of `url`, which events of AWS come to as well: a nudge looks like one of them. */
export const sqsNudges = (client: SQSClient, url: string): Nudges => ({
  async send(nudges, afterSeconds = 0) {
    for (let sent = 0; sent < nudges.length; sent += BATCH_SIZE)
      await sendBatch(client, url, nudges.slice(sent, sent + BATCH_SIZE), afterSeconds);
  },
});

const sendBatch = async (client: SQSClient, QueueUrl: string, nudges: readonly Nudge[], after: number) => {
  const Entries = nudges.map((nudge, index) => ({
    Id: String(index),
    MessageBody: bodyOf(nudge),
    ...(after > 0 && { DelaySeconds: after }),
  }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  if (Failed.length === 0) return;
  const failures = Failed.map(({ Id, Code }) => `${nudges[Number(Id)]?.id} (${Code})`);
  throw new Error(`nudges not sent, send them again: ${failures.join(', ')}`);
};

const bodyOf = ({ id, repository, registry, ...nudge }: Nudge): string => {
  const { type, detail } = eventOf(nudge);
  const named = { 'repository-name': repository, ...detail };
  return JSON.stringify({ id, 'detail-type': type, source: 'tallyman', ...registry, detail: named });
};

type Unnamed<T> = T extends Nudge ? Omit<T, 'id' | 'repository' | 'registry'> : never;

const eventOf = (
  nudge: Unnamed<Nudge>,
): { readonly type: string; readonly detail: Readonly<Record<string, unknown>> } => {
  switch (nudge.kind) {
    case 'due':
      return { type: 'Lineage Due', detail: { lineage: nudge.lineage } };
    case 'found':
      return { type: 'Findings Changed', detail: { 'image-digest': nudge.digest } };
    case 'swept':
      return { type: 'Image Swept', detail: { 'image-digest': nudge.digest, first: nudge.first } };
    case 'posture':
      return { type: 'Scanning Seen', detail: { 'scan-frequency': nudge.frequency } };
  }
};
