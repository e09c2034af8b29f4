import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Nudge, Nudges } from '../../core/ports/nudges.ts';
import { inBatches, sendBatch } from './send-batch.ts';

/** The queue of `url`, which events of AWS come to as well: a nudge looks like one of them. */
export const sqsNudges = (client: SQSClient, url: string): Nudges => ({
  async send(nudges, afterSeconds = 0) {
    const delay = afterSeconds > 0 ? { DelaySeconds: afterSeconds } : {};
    for (const batch of inBatches(nudges)) {
      const messages = batch.map((nudge) => ({ name: nudge.id, MessageBody: bodyOf(nudge), ...delay }));
      const failures = await sendBatch(client, url, messages);
      if (failures.length > 0) throw new Error(`nudges not sent, send them again: ${failures.join(', ')}`);
    }
  },
});

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
