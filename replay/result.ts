import type { Grant, PermissionUse } from './iam/authority.ts';
import type { LogLine } from './lambda/functions.ts';
import type { EventOutcome } from './outcomes.ts';

/** What everybody got in one step. */
export interface StepResult {
  /** ISO 8601. */
  readonly at: string;
  readonly events: readonly EventOutcome[];
  /** What Slack accepted. */
  readonly slack: readonly SlackMessage[];
  /** What SNS accepted; not what operators hear. */
  readonly sns: readonly SnsMessage[];
  readonly securityHub: SecurityHubImports;
  /** Number of requests to AWS by action. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface SlackMessage {
  readonly receiver: string;
  /** Null for a webhook. */
  readonly channel: string | null;
  /** As sent. With `thread_ts` it is a reply in a thread; with `ts` it took the place of that message. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface SnsMessage {
  readonly receiver: string;
  /** An ARN. */
  readonly topic: string;
  readonly subject: string | null;
  /** What most protocols get, parsed where it is JSON. */
  readonly message: unknown;
  readonly attributes: Readonly<Record<string, string>>;
  /** What subscribers by e-mail read. */
  readonly email: string;
}

export interface SecurityHubImports {
  /** Refused ones too. */
  readonly calls: number;
  /** What Security Hub took, in the AWS Security Finding Format, as sent. */
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}

/** A message that is in its queue when the replay ends. */
export interface LeftMessage {
  /** The name of the queue. */
  readonly queue: string;
  readonly body: string;
  /** Why it is there; null where nothing says so. */
  readonly reason: string | null;
}

export interface ReplayResult {
  readonly steps: readonly StepResult[];
  /** In queues that feed no function. */
  readonly deadLetters: readonly LeftMessage[];
  /** In queues that feed one. */
  readonly waiting: readonly LeftMessage[];
  /** Who of the receivers is Security Hub; null where none is. */
  readonly securityHubReceiver: string | null;
  readonly log: readonly LogLine[];
  /** What the functions asked IAM for, and what it allows them. */
  readonly permissions: readonly PermissionUse[];
  readonly grants: readonly Grant[];
}

/** Whether something ended where a person must look after it. */
export const hasDeadLetters = ({ steps, deadLetters }: ReplayResult): boolean =>
  deadLetters.length > 0 || steps.some(({ events }) => events.some(({ outcome }) => outcome === 'dead-letter'));
