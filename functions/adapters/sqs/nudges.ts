import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Nudges } from '../../core/ports.ts';

/** The queue of `url`, which events of AWS come to as well: a nudge looks like one of them. */
export const sqsNudges = (client: SQSClient, url: string): Nudges => ({
  async send({ id, lineage, repository, registry }) {
    const detail = { lineage, 'repository-name': repository };
    const MessageBody = JSON.stringify({ id, 'detail-type': 'Lineage Due', source: 'tallyman', ...registry, detail });
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  },
});
