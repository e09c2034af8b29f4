import type { Inbox, Message } from '../../functions/core/ports/inbox.ts';

const MAX_SECONDS = 43_200;

interface FakeInbox extends Inbox {
  readonly givenBack: { readonly message: Message; readonly afterSeconds: number }[];
  readonly deadLetters: { readonly body: string; readonly reason: string }[];
}

/** What became of a queue's messages, in memory. */
export const fakeInbox = (): FakeInbox => {
  const givenBack: FakeInbox['givenBack'] = [];
  const deadLetters: FakeInbox['deadLetters'] = [];
  return {
    givenBack,
    deadLetters,
    async giveBack(message, afterSeconds) {
      if (!(afterSeconds >= 0 && afterSeconds <= MAX_SECONDS)) throw new Error(`${afterSeconds} s is out of range`);
      givenBack.push({ message, afterSeconds });
    },
    async deadLetter({ body }, reason) {
      deadLetters.push({ body, reason });
    },
  };
};
