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
  readonly sns: readonly never[];
  readonly securityHub: { readonly calls: 0; readonly findings: readonly never[] };
  /** Number of requests to AWS by action. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface SlackMessage {
  readonly receiver: string;
  /** Null for a webhook. */
  readonly channel: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
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
  readonly log: readonly LogLine[];
  /** What the functions asked IAM for, and what it allows them. */
  readonly permissions: readonly PermissionUse[];
  readonly grants: readonly Grant[];
}

/** Whether something ended where a person must look after it. */
export const hasDeadLetters = ({ steps, deadLetters }: ReplayResult): boolean =>
  deadLetters.length > 0 || steps.some(({ events }) => events.some(({ outcome }) => outcome === 'dead-letter'));
