import type { Thread, Threads } from '../../core/ports/channel.ts';
import type { Records } from '../../core/ports/records.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import type { SlackConnection } from './connection.ts';
import type { BotReceiver } from './post.ts';

/** What a bot needs to tell in threads. */
export interface ThreadWorld {
  readonly secrets: Secrets;
  readonly threads: Threads;
  readonly records: Records;
  readonly connection: SlackConnection;
}

/** The thread about `lineage` in the channel of `receiver`: in another channel it was one of an earlier policy. */
export const threadOf = async (
  threads: Threads,
  { name, bot }: BotReceiver,
  lineage: string,
): Promise<Thread | null> => {
  const thread = await threads.find(name, lineage);
  return thread?.channelId === bot.channelId ? thread : null;
};
