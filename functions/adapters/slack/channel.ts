import type { Receiver } from '../../core/domain/policy.ts';
import { slackMessages } from '../../core/messages/slack/message.ts';
import type { Channel } from '../../core/ports/channel.ts';
import { unknownReceiver } from '../../core/ports/deliveries.ts';
import { slackPost } from './post.ts';
import { postAll } from './post-all.ts';
import { tellInThread } from './tell-in-thread.ts';
import type { ThreadWorld } from './thread-of.ts';

const TIMEOUT_MS = 10_000;

interface SlackWorld extends Omit<ThreadWorld, 'connection'> {
  /** All of the policy. */
  readonly receivers: readonly Receiver[];
  readonly fetch?: typeof globalThis.fetch;
  /** Of one request. */
  readonly timeoutMs?: number;
}

/** Slack, by a bot or an incoming webhook, whichever the receiver is. */
export const slackChannel = ({
  receivers,
  fetch = globalThis.fetch,
  timeoutMs = TIMEOUT_MS,
  ...world
}: SlackWorld): Channel => ({
  deliver: async (record, recordKey, name, receipts, keep) => {
    const receiver = receivers.find((candidate) => candidate.name === name);
    if (receiver?.channel !== 'slack') return unknownReceiver(name);
    const connection = { fetch, timeoutMs };
    const alert = record.alerts.find((candidate) => candidate.receiver === name);
    // A drill is of no lineage.
    if ('bot' in receiver && !record.drill)
      return tellInThread({ ...world, connection }, { record, recordKey, receiver, alert, receipts, keep });
    // A webhook has no thread that could be done.
    if (alert?.kind === 'done') return { kind: 'delivered', receipts };
    const posting = {
      post: slackPost(receiver, world.secrets, connection),
      messages: slackMessages({ record, recordKey, receiver: name, thread: 'bot' in receiver }),
      broadcast: false,
      begin: async () => {},
      keep,
    };
    return postAll(posting, null, receipts);
  },
});
