import type { Handled } from '../consume.ts';
import type { Inbox, Message } from '../core/ports/inbox.ts';
import type { Journal } from '../core/ports/journal.ts';
import { eventIdOf } from '../event-id.ts';
import { MalformedEventError } from '../event-shape.ts';
import { parseEvent } from './event.ts';
import type { Nudge } from './nudge.ts';
import type { Ending } from './world.ts';

interface Desk {
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly evaluate: (event: Nudge, waitedSeconds: number) => Promise<Ending>;
  readonly now: () => Date;
}

/** Takes one message to its end: an outcome in the log, the dead letters at once where no retry can mend it, or another try later. */
export const receive =
  (desk: Desk) =>
  async (message: Message): Promise<Handled> => {
    const event = read(message.body);
    if (event instanceof MalformedEventError) return bury(desk, message, event.message);
    const waitedSeconds = (desk.now().getTime() - Date.parse(message.firstReceivedAt)) / 1000;
    const ending = await desk.evaluate(event, waitedSeconds);
    if (ending.kind === 'ended') {
      desk.journal.outcome({ event: event.id, ...ending.outcome });
      return 'done';
    }
    const { afterSeconds, reason } = ending;
    desk.journal.note('asked again later', { event: event.id, afterSeconds, reason });
    await desk.inbox.giveBack(message, afterSeconds);
    return 'again';
  };

const read = (body: string): Nudge | MalformedEventError => {
  try {
    return parseEvent(body);
  } catch (error) {
    if (error instanceof MalformedEventError) return error;
    throw error;
  }
};

const bury = async ({ inbox, journal }: Desk, message: Message, reason: string): Promise<Handled> => {
  await inbox.deadLetter(message, reason);
  journal.outcome({ event: eventIdOf(message), outcome: 'dead-letter', reason });
  return 'done';
};
