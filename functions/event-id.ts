import type { Message } from './core/ports/inbox.ts';

/** The id of the event in a message, if that has so much; else the message's own. */
export const eventIdOf = ({ id, body }: Pick<Message, 'id' | 'body'>): string =>
  /"id"\s*:\s*"([^"]+)"/.exec(body)?.[1] ?? id;
