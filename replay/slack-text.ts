import * as z from 'zod';

const text = z.looseObject({ type: z.string(), text: z.string() });
const block = z.union([
  z.looseObject({ type: z.enum(['header', 'section']), text }),
  z.looseObject({ type: z.literal('context'), elements: z.array(text) }),
  z.looseObject({ type: z.literal('actions'), elements: z.array(z.looseObject({ text, url: z.string().optional() })) }),
  z.looseObject({ type: z.literal('divider') }),
]);
const message = z.looseObject({ text: z.string().optional(), blocks: z.array(z.unknown()).default([]) });

/** A message as Slack shows it, in lines of plain text. */
export const slackText = (payload: unknown): readonly string[] => {
  const { text: whole = '', blocks } = message.parse(payload);
  if (blocks.length === 0) return linesOf({ type: 'mrkdwn', text: whole });
  return blocks.flatMap((each, index) => [...(index === 0 ? [] : gapBefore(each)), ...blockLines(each)]);
};

/** Slack sets the small print close together. */
const gapBefore = (value: unknown): readonly string[] => (block.safeParse(value).data?.type === 'context' ? [] : ['']);

const blockLines = (value: unknown): readonly string[] => {
  const { data } = block.safeParse(value);
  if (data === undefined) return [`(a block that replay cannot show: ${JSON.stringify(value)})`];
  if (data.type === 'context') return data.elements.flatMap(linesOf);
  if (data.type === 'actions') return data.elements.map(({ text: { text: label }, url }) => `[${label}] ${url ?? ''}`);
  return data.type === 'divider' ? ['———'] : linesOf(data.text);
};

const linesOf = ({ type, text: written }: { readonly type: string; readonly text: string }): readonly string[] =>
  (type === 'mrkdwn' ? shownMrkdwn(written) : written).replaceAll(ZERO_WIDTH, '').split('\n');

/** Keeps names from being taken for links: nothing to see. */
const ZERO_WIDTH = /[\u200B\u2060]/g;

/** https://docs.slack.dev/messaging/formatting-message-text */
const shownMrkdwn = (written: string): string =>
  written
    .replaceAll(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) => label ?? shownTarget(target))
    .replaceAll(/(?<=^|\s)\*(\S(?:[^*\n]*\S)?)\*/gm, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const shownTarget = (target: string): string =>
  target.replace(/^!subteam\^|^!|^[@#]/, (sign) => (sign === '#' ? '#' : '@'));
