import type { Severity } from './severity.ts';

/** A glob of the policy file, and the regular expression it was compiled to at synth. */
export interface Pattern {
  readonly glob: string;
  readonly regex: string;
}

/** Chooses images. A list is OR, the keys are AND; null chooses all. */
export interface Whose {
  readonly repository: readonly Pattern[] | null;
  readonly tag: readonly Pattern[] | null;
}

/** What a route can be asked to tell besides. */
export const ALSO_TOLD = ['resolved'] as const;
export type AlsoTold = (typeof ALSO_TOLD)[number];

/** A repository that is more than one lineage: each pattern of tags is one, the rest another. */
export interface Split {
  readonly repository: string;
  readonly tags: readonly Pattern[];
}

/** Whose image, how bad, whom to tell. */
export interface Route {
  readonly to: string;
  readonly whose: Whose;
  /** Images that this route leaves out all the same. */
  readonly not: Whose | null;
  /** The threshold; null holds for every issue. */
  readonly severity: Severity | null;
  /** Only images whose repository and tag no other route names. */
  readonly otherwise: boolean;
  /** A Slack user, user group or `here`, `channel`, `everyone`. */
  readonly mention: string | null;
  /** Transitions that are told besides, of issues that the receiver was told of. */
  readonly also: readonly AlsoTold[];
  /** Days after its last delivery that a receiver is reminded of what is still open; null: never. */
  readonly remindDays: number | null;
}

/** A named place in Slack: a channel of the bot, or an incoming webhook. The secrets are names, never values. */
export type SlackReceiver = { readonly name: string; readonly channel: 'slack' } & (
  | { readonly bot: { readonly channelId: string; readonly tokenSecret: string } }
  | { readonly webhook: { readonly urlSecret: string } }
);

/** An SNS topic: of its own, with addresses that the stack subscribes, or one that exists, by its ARN. */
type SnsReceiver = { readonly name: string; readonly channel: 'sns' } & (
  | { readonly email: readonly string[] }
  | { readonly topicArn: string }
);

/** Security Hub CSPM of this account and Region. */
interface SecurityHubReceiver {
  readonly name: string;
  readonly channel: 'security-hub';
}

export type Receiver = SlackReceiver | SnsReceiver | SecurityHubReceiver;

/** The kinds of receiver. */
export type ChannelKind = Receiver['channel'];

/** The user's file as the functions read it: compiled at synth, beside each bundle. */
export interface Policy {
  readonly format: 1;
  /** The first 12 hex digits of the SHA-256 of the rest: which policy decided. */
  readonly hash: string;
  readonly unratedAs: Severity;
  /** The repositories to look at; never empty. */
  readonly watch: readonly Pattern[];
  /** Tags that make no line. */
  readonly ignore: readonly Pattern[];
  readonly lineages: readonly Split[];
  readonly receivers: readonly Receiver[];
  /** In the order of the file: people count them from 1. */
  readonly routes: readonly Route[];
}
