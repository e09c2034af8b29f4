import type { SlackMessage } from '../../functions/core/messages/slack/block.ts';

// What Slack refuses, and what it would show otherwise than it was meant; written without a look at how messages are made.

const text = (value: string, max: number, where: string): string[] => [
  ...(value.trim() === '' ? [`${where} is empty`] : []),
  ...(value.length > max ? [`${where} has ${value.length} characters, ${max} are allowed`] : []),
  ...(/\p{Cs}/u.test(value) ? [`${where} has half a surrogate pair`] : []),
  ...(/&(?!amp;|lt;|gt;)/.test(value) ? [`${where} has a cut or missing escape`] : []),
];

const OURS = /<(https?:\/\/[^\s<>|]+\|[^<>|\n]+|@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+|!here|!channel|!everyone)>/g;

/** Nothing in angle brackets but whole links and mentions. */
const mrkdwn = (value: string, max: number, where: string): string[] => [
  ...text(value, max, where),
  ...(/[<>]/.test(value.replace(OURS, '')) ? [`${where} has an angle bracket that is no link or mention`] : []),
];

const plain = (value: string, max: number, where: string): string[] => [
  ...text(value, max, where),
  ...(/[<>\n]/.test(value) ? [`${where} has an angle bracket or a line break`] : []),
];

const textObject = (object: { type: string; text: string }, max: number, where: string): string[] =>
  object.type === 'mrkdwn' ? mrkdwn(object.text, max, where) : plain(object.text, max, where);

const atMost = (count: number, max: number, where: string): string[] => [
  ...(count === 0 ? [`${where}: none`] : []),
  ...(count > max ? [`${where}: ${count}, ${max} are allowed`] : []),
];

const block = (one: SlackMessage['blocks'][number], where: string): string[] => {
  switch (one.type) {
    case 'header':
      return plain(one.text.text, 150, where);
    case 'section':
      return textObject(one.text, 3000, where);
    case 'context':
      return [
        ...atMost(one.elements.length, 10, `${where} elements`),
        ...one.elements.flatMap((element) => textObject(element, 3000, where)),
      ];
    case 'actions':
      return [
        ...atMost(one.elements.length, 25, `${where} elements`),
        ...one.elements.flatMap((button) => [
          ...plain(button.text.text, 75, `${where} button`),
          ...(button.url.length > 3000 ? [`${where} url has ${button.url.length} characters`] : []),
          ...(/^https?:\/\/\S+$/.test(button.url) ? [] : [`${where} url is none of a web page`]),
        ]),
      ];
  }
};

const charactersOf = (one: SlackMessage['blocks'][number]): number => {
  if (one.type === 'header' || one.type === 'section') return one.text.text.length;
  if (one.type === 'context') return one.elements.reduce((sum, element) => sum + element.text.length, 0);
  return one.elements.reduce((sum, button) => sum + button.text.text.length + button.url.length, 0);
};

/** What is wrong with `message`, by Slack's limits and our budget of 45 blocks and 9,000 characters; empty where nothing is. */
export const slackFaults = ({ text: sentence, blocks }: SlackMessage): string[] => {
  const characters = blocks.reduce((sum, one) => sum + charactersOf(one), 0);
  return [
    ...mrkdwn(sentence, 3000, 'text'),
    ...atMost(blocks.length, 45, 'blocks'),
    ...(characters > 9000 ? [`the blocks have ${characters} characters, 9000 are allowed`] : []),
    ...blocks.flatMap((one, index) => block(one, `blocks[${index}] (${one.type})`)),
  ];
};
