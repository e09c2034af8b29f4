import { expect, test } from 'vitest';
import { forPeople } from '../../replay/for-people.ts';
import type { SlackMessage } from '../../replay/result.ts';

const shown = (...payloads: readonly SlackMessage['payload'][]): string =>
  forPeople({
    steps: [
      {
        at: '2026-11-21T08:00:00.000Z',
        events: [],
        slack: payloads.map((payload) => ({ receiver: 'payments', channel: 'C0PAYMENTS', payload })),
        sns: [],
        securityHub: { calls: 0, findings: [] },
        calls: {},
      },
    ],
    deadLetters: [],
    waiting: [],
    securityHubReceiver: null,
    log: [],
    permissions: [],
    grants: [],
  });

test('what Slack got stands with where it is shown', () => {
  const reply = { thread_ts: '1795248000.000100', text: 'reply' };
  expect(
    shown(
      { text: 'first' },
      { ...reply, reply_broadcast: true },
      { ...reply, reply_broadcast: false },
      { ts: '1795248000.000100', text: 'Resolved' },
    ),
  ).toMatchInlineSnapshot(`
    "━━ step 1 · 2026-11-21 08:00 UTC

    payments · Slack channel C0PAYMENTS
    ┃ first

    payments · Slack channel C0PAYMENTS · in the thread, and to the channel
        ┃ reply

    payments · Slack channel C0PAYMENTS · in the thread
        ┃ reply

    payments · Slack channel C0PAYMENTS · marked, where it was told first
    ┃ Resolved
    "
  `);
});
