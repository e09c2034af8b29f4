import { expect, test } from 'vitest';
import type { Inbox, Message } from '../../functions/core/ports/inbox.ts';

interface InboxWorld {
  readonly inbox: Inbox;
  /** Puts a message into the queue and receives it. */
  receive(body: string): Promise<Message>;
  /** What can be received now. */
  visible(): Promise<readonly string[]>;
  deadLetters(): Promise<readonly { readonly body: string; readonly reason: string }[]>;
}

/** What every inbox promises. */
export const inboxContract = (newWorld: () => Promise<InboxWorld>): void => {
  test('a received message is seen by nobody else', async () => {
    const { receive, visible } = await newWorld();
    await receive('one');
    expect(await visible()).toEqual([]);
  });

  test('a message given back after no time is seen again at once', async () => {
    const { inbox, receive, visible } = await newWorld();
    await inbox.giveBack(await receive('one'), 0);
    expect(await visible()).toEqual(['one']);
  });

  test.each([0.5, 1, 43_200])('a message given back after %d s is not seen now', async (afterSeconds) => {
    const { inbox, receive, visible } = await newWorld();
    await inbox.giveBack(await receive('one'), afterSeconds);
    expect(await visible()).toEqual([]);
  });

  test.each([-1, 43_201])('to give back after %d s is refused', async (afterSeconds) => {
    const { inbox, receive } = await newWorld();
    await expect(inbox.giveBack(await receive('one'), afterSeconds)).rejects.toThrow();
  });

  test('a dead letter is the message as it came, with what is wrong with it', async () => {
    const { inbox, receive, deadLetters } = await newWorld();
    await inbox.deadLetter(await receive('{"detail": [] }'), 'detail.image-digest is missing');
    expect(await deadLetters()).toEqual([{ body: '{"detail": [] }', reason: 'detail.image-digest is missing' }]);
  });
};
