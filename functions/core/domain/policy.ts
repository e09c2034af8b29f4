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
export const ALSO_TOLD = ['resolved', 'fixable'] as const;
export type AlsoTold = (typeof ALSO_TOLD)[number];

export const SCANNING_MODES = ['basic', 'enhanced', 'leave'] as const;
export type ScanningMode = (typeof SCANNING_MODES)[number];

/** A repository that is more than one lineage: each pattern of tags is one, the rest another. */
export interface Split {
  readonly repository: string;
  readonly tags: readonly Pattern[];
}

/** Where the code of a repository's images is. */
interface CodeSource {
  readonly repository: string;
  /** The page of a tag or commit, with `{tag}` in its place: `https://github.com/acme/api/commit/{tag}`. */
  readonly template: string;
}

/** Whose image, how bad, whom to tell. */
export interface Route {
  readonly to: string;
  readonly whose: Whose;
  /** Images that this route leaves out all the same. */
  readonly not: Whose | null;
  /** The threshold; null holds for every issue. */
  readonly severity: Severity | null;
  /** Facts that an issue must have besides; null: whatever they are. What the scanner does not say is never so. */
  readonly fixable: boolean | null;
  readonly exploited: boolean | null;
  /** The least EPSS score, 0 to 1. */
  readonly epss: number | null;
  /** The least CVSS score, 0 to 10. */
  readonly cvss: number | null;
  /** Whether the image that has the issue must be in use, or must not; null: either. */
  readonly inUse: boolean | null;
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
  /** How the registry scans, as far as this deployment says; `leave` may be either. */
  readonly scanning: ScanningMode;
  /** Whether live images are scanned anew every day: basic scanning never does so by itself. */
  readonly rescan: boolean;
  readonly unratedAs: Severity;
  /** The repositories to look at; never empty. */
  readonly watch: readonly Pattern[];
  /** Tags that make no line. */
  readonly ignore: readonly Pattern[];
  readonly lineages: readonly Split[];
  readonly sources: readonly CodeSource[];
  /** How many days it is known which image a tag meant when. */
  readonly tagHistoryDays: number;
  readonly receivers: readonly Receiver[];
  /** In the order of the file: people count them from 1. */
  readonly routes: readonly Route[];
}
