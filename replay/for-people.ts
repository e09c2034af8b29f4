import type { EventOutcome } from './outcomes.ts';
import type { LeftMessage, ReplayResult, SlackMessage, StepResult } from './result.ts';
import { slackText } from './slack-text.ts';

const MAX_BODY_CHARACTERS = 200;

/** What happened, as a person would want to read it: what each receiver got, step by step. */
export const forPeople = ({ steps, deadLetters, waiting }: ReplayResult): string =>
  [
    ...steps.flatMap(stepLines),
    ...leftLines('Dead letters: operators hear of these', deadLetters),
    ...leftLines('Still on the way when the replay ended', waiting),
  ].join('\n');

const stepLines = ({ at, events, slack }: StepResult, index: number): readonly string[] => [
  `━━ step ${index + 1} · ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`,
  ...events.map(eventLine),
  '',
  ...(slack.length === 0 ? ['nobody is told anything', ''] : slack.flatMap(messageLines)),
];

const eventLine = ({ id, outcome, reason }: EventOutcome): string =>
  `event ${id}: ${outcome}${reason === null ? '' : `, ${reason}`}`;

const messageLines = ({ receiver, channel, payload }: SlackMessage): readonly string[] => {
  const place = channel === null ? 'a Slack webhook' : `Slack channel ${channel}`;
  const inThread = payload['thread_ts'] !== undefined;
  const told = `${receiver} · ${place}${inThread ? ' · in the thread' : ''}`;
  const margin = inThread ? '    ┃ ' : '┃ ';
  return [told, ...slackText(payload).map((line) => (margin + line).trimEnd()), ''];
};

const leftLines = (title: string, messages: readonly LeftMessage[]): readonly string[] =>
  messages.length === 0
    ? []
    : [
        `━━ ${title}`,
        ...messages.flatMap(({ queue, reason, body }) => [
          `${queue}: ${reason ?? 'no reason is known'}`,
          `  ${body.length > MAX_BODY_CHARACTERS ? `${body.slice(0, MAX_BODY_CHARACTERS)}…` : body}`,
        ]),
        '',
      ];
