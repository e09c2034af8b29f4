import type { Message } from './core/ports/inbox.ts';
import type { Journal } from './core/ports/journal.ts';
import { explain } from './explain.ts';

/** What Lambda is told of a batch: the messages that stay in the queue. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** What became of a message: `again`, it was given back and stays in the queue. */
export type Handled = 'done' | 'again';

/**
 * Handles the messages of a batch one after another; one that throws stays, and leaves the others alone.
 * In a FIFO queue what follows it in its group stays too, so that the order is kept.
 */
export const consume = async (
  messages: readonly Message[],
  handle: (message: Message) => Promise<Handled>,
  journal: Journal,
): Promise<BatchResponse> => {
  const stays: Message[] = [];
  for (const message of messages) {
    const blocked = message.group !== null && stays.some(({ group }) => group === message.group);
    if (blocked || (await attempt(message, handle, journal)) === 'again') stays.push(message);
  }
  return { batchItemFailures: stays.map(({ id }) => ({ itemIdentifier: id })) };
};

const attempt = async (
  message: Message,
  handle: (message: Message) => Promise<Handled>,
  journal: Journal,
): Promise<Handled> => {
  try {
    return await handle(message);
  } catch (error) {
    journal.note('message stays in its queue', { messageId: message.id, error: explain(error) });
    return 'again';
  }
};
