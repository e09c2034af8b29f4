import { expect, test } from 'vitest';
import { runAll } from '../../functions/resend/run-all.ts';

test('what was done is told together', async () => {
  expect(
    await runAll(
      async () => ({ deliveries: 2, lineages: 1 }),
      async () => ({ images: 0 }),
    ),
  ).toEqual({
    deliveries: 2,
    lineages: 1,
    images: 0,
  });
});

test('what fails takes nothing from the others, and is told after them', async () => {
  const ran: string[] = [];
  const failing = new Error('throttled');
  const run = runAll(
    async () => {
      throw failing;
    },
    async () => {
      ran.push('second');
      return {};
    },
  );
  await expect(run).rejects.toMatchObject({
    errors: [failing],
    message: '1 of 2 kinds of what is due stay due in part',
  });
  expect(ran).toEqual(['second']);
});
