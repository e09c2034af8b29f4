import * as z from 'zod';
import type { SlackPayload } from './slack-payload.ts';

// https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/block-kit/composition-objects/text-object

/** https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const MAX_TEXT_CHARACTERS = 40_000;
const MAX_BLOCKS = 50;
/** Undocumented; 11,341 characters of text were refused: https://github.com/slackapi/bolt-js/issues/2867 */
const MAX_CHARACTERS_IN_ALL = 11_300;

const text = (max: number) =>
  z
    .string()
    .min(1, 'must be more than 0 characters')
    .max(max, `must be less than ${max + 1} characters`);
const list = <T extends z.ZodType>(item: T, max: number) =>
  z.array(item).min(1, 'must have at least 1 item').max(max, `no more than ${max} items allowed`);

const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });
const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

const block_id = text(255).optional();

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: text(255).optional(),
  url: text(3000)
    .regex(/^https?:\/\//, 'invalid url')
    .optional(),
  value: text(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: text(75).optional(),
});

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), block_id, text: plainText(150) }),
  z
    .strictObject({
      type: z.literal('section'),
      block_id,
      text: anyText(3000).optional(),
      fields: list(anyText(2000), 10).optional(),
      accessory: button.optional(),
      expand: z.boolean().optional(),
    })
    .refine(({ text, fields }) => text || fields, 'missing required field: text'),
  z.strictObject({ type: z.literal('context'), block_id, elements: list(anyText(3000), 10) }),
  z.strictObject({ type: z.literal('actions'), block_id, elements: list(button, 25) }),
  z.strictObject({ type: z.literal('divider'), block_id }),
]);

const blocks = z
  .array(block)
  .max(MAX_BLOCKS, `no more than ${MAX_BLOCKS} items allowed`)
  .refine((all) => new Set(idsOf(all)).size === idsOf(all).length, 'block_id must be unique');

const idsOf = (all: readonly z.infer<typeof block>[]): readonly string[] =>
  all.flatMap(({ block_id }) => block_id ?? []);

export interface SlackRefusal {
  readonly error: string;
  readonly messages: readonly string[];
}

/** Why Slack would not take this message, whoever posts it; null where it would. */
export const refusedMessage = ({ text, blocks }: SlackPayload): SlackRefusal | null => {
  if (typeof text === 'string' && text.length > MAX_TEXT_CHARACTERS) return { error: 'msg_too_long', messages: [] };
  if (blocks !== undefined) return refusedBlocks(blocks);
  return text ? null : { error: 'no_text', messages: [] };
};

/** Blocks that Tallyman does not use are refused too. */
const refusedBlocks = (value: unknown): SlackRefusal | null => {
  const parsed = blocks.safeParse(value);
  if (!parsed.success)
    return {
      error: 'invalid_blocks',
      messages: parsed.error.issues.map(
        ({ message, path }) => `[ERROR] ${message} [json-pointer:${['/blocks', ...path].join('/')}]`,
      ),
    };
  return charactersOf(value) > MAX_CHARACTERS_IN_ALL ? { error: 'msg_blocks_too_long', messages: [] } : null;
};

/** All `text` strings below `value`, together. */
const charactersOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const lengths = Object.entries(value).map(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? inner.length : charactersOf(inner),
  );
  return lengths.reduce((sum, length) => sum + length, 0);
};
