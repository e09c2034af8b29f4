import { expect, test } from 'vitest';
import type { Thread, Threads } from '../../functions/core/ports/channel.ts';

const FIRST: Thread = { channelId: 'C0PAYMENTS', ts: '1795248005.000100', recordKey: 'records/1.json.gz' };
const SECOND: Thread = { channelId: 'C0SECURITY', ts: '1795248006.000200', recordKey: 'records/2.json.gz' };

/** What all that keeps threads promises. */
export const threadsContract = (newThreads: () => Promise<Threads>): void => {
  test('there is none until one begins', async () => {
    expect(await (await newThreads()).find('payments', 'payments/api')).toBeNull();
  });

  test('what began is found', async () => {
    const threads = await newThreads();
    await threads.begin('payments', 'payments/api', FIRST);
    expect(await threads.find('payments', 'payments/api')).toEqual(FIRST);
  });

  test('what begins takes the place of what was there', async () => {
    const threads = await newThreads();
    await threads.begin('payments', 'payments/api', FIRST);
    await threads.begin('payments', 'payments/api', SECOND);
    expect(await threads.find('payments', 'payments/api')).toEqual(SECOND);
  });

  test('what ended is not found, and ends once more without a word', async () => {
    const threads = await newThreads();
    await threads.begin('payments', 'payments/api', FIRST);
    await threads.end('payments', 'payments/api');
    await threads.end('payments', 'payments/api');
    expect(await threads.find('payments', 'payments/api')).toBeNull();
    await threads.begin('payments', 'payments/api', SECOND);
    expect(await threads.find('payments', 'payments/api')).toEqual(SECOND);
  });

  test('each receiver has its own about each lineage', async () => {
    const threads = await newThreads();
    await threads.begin('payments', 'payments/api', FIRST);
    await threads.begin('payments', 'payments/web', SECOND);
    await threads.begin('platform', 'payments/api', SECOND);
    await threads.end('platform', 'payments/api');
    expect(await threads.find('payments', 'payments/api')).toEqual(FIRST);
    expect(await threads.find('payments', 'payments/web')).toEqual(SECOND);
    expect(await threads.find('payments', 'payments')).toBeNull();
    expect(await threads.find('platform', 'payments/api')).toBeNull();
  });
};
