import { describe, expect, test } from 'vitest';
import { consume } from '../functions/consume.ts';
import { aMessage } from './support/builders.ts';
import { fakeJournal } from './support/fake-journal.ts';

const stays = async (messages: readonly ReturnType<typeof aMessage>[], failing: string) => {
  const handled: string[] = [];
  const { batchItemFailures } = await consume(
    messages,
    async ({ id }) => {
      handled.push(id);
      if (id === failing) throw new Error('no');
      return 'done';
    },
    fakeJournal(),
  );
  return { handled, stays: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

describe('a batch', () => {
  test('keeps only what failed', async () => {
    const messages = ['1', '2', '3'].map((id) => aMessage({ id, group: null }));
    expect(await stays(messages, '2')).toEqual({ handled: ['1', '2', '3'], stays: ['2'] });
  });

  test('of a FIFO queue keeps what follows in the same group, untried', async () => {
    const messages = [
      aMessage({ id: '1', group: 'a' }),
      aMessage({ id: '2', group: 'b' }),
      aMessage({ id: '3', group: 'a' }),
    ];
    expect(await stays(messages, '1')).toEqual({ handled: ['1', '2'], stays: ['1', '3'] });
  });

  test('keeps what was given back', async () => {
    expect(await consume([aMessage({ id: '1' })], async () => 'again', fakeJournal())).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
  });

  test('says in the log what went wrong', async () => {
    const journal = fakeJournal();
    await consume([aMessage({ id: '1' })], async () => Promise.reject(new TypeError('no such thing')), journal);
    expect(journal.notes).toMatchObject([{ detail: { messageId: '1', error: 'TypeError: no such thing' } }]);
  });
});
