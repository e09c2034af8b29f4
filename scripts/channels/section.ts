import * as z from 'zod';
import { findingsText } from '../../replay/findings-text.ts';
import type { ReplayResult, SecurityHubImports, SlackMessage, SnsMessage } from '../../replay/result.ts';
import { slackText } from '../../replay/slack-text.ts';
import type { Sample } from './samples.ts';

/** What the channels got of a sample scan, as a section of the page. */
export const section = ({ title, about, event, scan }: Sample, { steps }: ReplayResult): string => {
  const [step] = steps;
  if (step === undefined) throw new Error(`nothing was played of ${scan}`);
  const { events, slack, sns, securityHub } = step;
  const told = [...slack.map(slackPart), ...sns.map(snsPart), ...securityHubParts(securityHub)];
  const link = (folder: string, file: string) => `[${file}](../test/fixtures/${folder}/${file}.json)`;
  const ended = events.map(({ outcome, reason }) => `**${outcome}**${reason === null ? '' : `: ${reason}`}`);
  return [
    `## ${title}`,
    `${about}\nScan ${link('ecr', scan)}, event ${link('events', event)}.`,
    ...(told.length === 0 ? [`Nobody is told anything. The event ends as ${ended.join(', ')}.`] : told),
  ].join('\n\n');
};

const fenced = (language: string, lines: readonly string[]): string =>
  ['```', language, '\n', lines.map((line) => line.trimEnd()).join('\n'), '\n```'].join('');

const json = (value: unknown): string => fenced('json', [JSON.stringify(value, null, 2)]);

const folded = (summary: string, content: string): string =>
  `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;

const slackPart = ({ payload }: SlackMessage): string => ['### Slack', fenced('', slackText(payload))].join('\n\n');

const snsPart = ({ subject, email, message, attributes }: SnsMessage): string =>
  [
    '### SNS',
    fenced('', [`Subject: ${subject}`, '', ...email.trimEnd().split('\n')]),
    machinePart(message),
    `Attributes: ${Object.entries(attributes)
      .map(([name, value]) => `\`${name}\` = \`${value}\``)
      .join(', ')}`,
  ].join('\n\n');

const machinePart = (message: unknown): string => {
  const { issues = [], ...rest } = z.looseObject({ issues: z.array(z.unknown()).optional() }).parse(message);
  const shown = issues.length > 0 ? { ...rest, issues: issues.slice(0, 1) } : rest;
  return folded(`For machines: every protocol but e-mail and SMS${firstOf(issues)}`, json(shown));
};

const firstOf = ({ length }: readonly unknown[]): string => (length > 1 ? `; of ${length} the first` : '');

const securityHubParts = ({ findings }: SecurityHubImports): readonly string[] => {
  const [first] = findings;
  if (first === undefined) return [];
  const summary = `The finding as it was sent${firstOf(findings)}`;
  return ['### Security Hub', fenced('', findingsText(findings)), folded(summary, json(first))];
};
