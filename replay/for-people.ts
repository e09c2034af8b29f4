import { findingsText } from './findings-text.ts';
import type { EventOutcome } from './outcomes.ts';
import type { LeftMessage, ReplayResult, SecurityHubImports, SlackMessage, SnsMessage, StepResult } from './result.ts';
import { slackText } from './slack-text.ts';

const MAX_BODY_CHARACTERS = 200;

/** What happened, as a person would want to read it: what each receiver got, step by step. */
export const forPeople = ({ steps, deadLetters, waiting, securityHubReceiver }: ReplayResult): string =>
  [
    ...steps.flatMap((step, index) => stepLines(step, index, securityHubReceiver)),
    ...leftLines('Dead letters: operators hear of these', deadLetters),
    ...leftLines('Still on the way when the replay ended', waiting),
  ].join('\n');

const stepLines = (step: StepResult, index: number, hub: string | null): readonly string[] => {
  const { at, events, slack, sns, securityHub } = step;
  const told = [...slack.flatMap(slackLines), ...sns.flatMap(emailLines), ...findingLines(securityHub, hub)];
  return [
    `━━ step ${index + 1} · ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`,
    ...events.map(eventLine),
    '',
    ...(told.length === 0 ? ['nobody is told anything', ''] : told),
  ];
};

const eventLine = ({ id, outcome, reason }: EventOutcome): string =>
  `event ${id}: ${outcome}${reason === null ? '' : `, ${reason}`}`;

const slackLines = ({ receiver, channel, payload }: SlackMessage): readonly string[] => {
  const place = channel === null ? 'a Slack webhook' : `Slack channel ${channel}`;
  const inThread = payload['thread_ts'] !== undefined;
  const told = [receiver, place, ...howTold(payload)].join(' · ');
  return [told, ...slackText(payload).map(beside(inThread ? '    ┃ ' : '┃ ')), ''];
};

/** How a message came to its channel, where it is not simply posted there. */
const howTold = (payload: SlackMessage['payload']): readonly string[] => {
  if (payload['ts'] !== undefined) return ['marked, where it was told first'];
  if (payload['thread_ts'] === undefined) return [];
  return [payload['reply_broadcast'] === true ? 'in the thread, and to the channel' : 'in the thread'];
};

const emailLines = ({ receiver, topic, subject, email }: SnsMessage): readonly string[] => [
  `${receiver} · e-mail, by the SNS topic ${topic.split(':').at(-1)}`,
  ...[`Subject: ${subject ?? ''}`, '', ...email.trimEnd().split('\n')].map(beside('┃ ')),
  '',
];

const findingLines = ({ findings }: SecurityHubImports, receiver: string | null): readonly string[] => {
  const { length } = findings;
  if (length === 0) return [];
  return [
    `${receiver} · Security Hub, ${length === 1 ? '1 finding' : `${length} findings`}`,
    ...findingsText(findings).map(beside('┃ ')),
    '',
  ];
};

const beside =
  (margin: string) =>
  (line: string): string =>
    (margin + line).trimEnd();

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
