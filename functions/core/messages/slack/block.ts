/** Not parsed: no formatting, no links, no mentions, no emoji codes. */
export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

/** `verbatim`: Slack makes no links and mentions of its own out of what merely looks like one. */
interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

export interface LinkButton {
  readonly type: 'button';
  readonly text: PlainText;
  readonly url: string;
}

export interface HeaderBlock {
  readonly type: 'header';
  readonly text: PlainText;
}

export interface SectionBlock {
  readonly type: 'section';
  readonly text: Mrkdwn;
}

export interface ContextBlock {
  readonly type: 'context';
  readonly elements: (PlainText | Mrkdwn)[];
}

export interface ActionsBlock {
  readonly type: 'actions';
  readonly elements: LinkButton[];
}

/** The part of Slack's Block Kit that Tallyman speaks: https://docs.slack.dev/reference/block-kit/blocks */
export type Block = HeaderBlock | SectionBlock | ContextBlock | ActionsBlock;

/** `text` says it all in one sentence: it is what notifications show and screen readers read. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** The message, then those for its thread. */
export type SlackMessages = readonly [SlackMessage, ...SlackMessage[]];

const plainText = (text: string): PlainText => ({ type: 'plain_text', text, emoji: false });

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plainText(text) });

export const section = (text: string): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text, verbatim: true },
});

/** Small print; nothing where there is nothing to say. */
export const context = (text: string): ContextBlock[] =>
  text === '' ? [] : [{ type: 'context', elements: [plainText(text)] }];

export const linkButton = (text: string, url: string): LinkButton => ({ type: 'button', text: plainText(text), url });

/** A row of buttons; nothing where there are none. */
export const actions = (elements: LinkButton[]): ActionsBlock[] =>
  elements.length === 0 ? [] : [{ type: 'actions', elements }];
