import { expect } from 'vitest';
import type { Alert } from '../../../../functions/core/domain/alert.ts';
import type { EvaluationRecord } from '../../../../functions/core/domain/record.ts';
import type { SlackMessage, SlackMessages } from '../../../../functions/core/messages/slack/block.ts';
import { slackMessages } from '../../../../functions/core/messages/slack/message.ts';
import { aRecord, RECORD_KEY } from '../../../support/builders.ts';
import { slackFaults } from '../../../support/slack-limits.ts';

/** How `payments` reads `alert`, with room for a thread unless told otherwise. */
export const told = (alert: Alert, record: Partial<EvaluationRecord> = {}, thread = true): SlackMessages =>
  slackMessages({
    record: aRecord({ alerts: [alert], ...record }),
    recordKey: RECORD_KEY,
    receiver: alert.receiver,
    thread,
  });

/** All that a message's blocks show, a line each. */
export const shownText = (message: SlackMessage | undefined): string =>
  (message?.blocks ?? [])
    .flatMap((block) => {
      if (block.type === 'context') return block.elements.map(({ text }) => text);
      return block.type === 'actions' ? block.elements.map(({ text }) => `[${text.text}]`) : [block.text.text];
    })
    .join('\n');

/** Compares with a file that can be pasted into Block Kit Builder, and holds the message to Slack's limits. */
export const golden = async (name: string, message: SlackMessage): Promise<void> => {
  expect(slackFaults(message)).toEqual([]);
  const { blocks } = message;
  await expect(`${JSON.stringify({ blocks }, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
};
