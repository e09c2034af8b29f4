import * as z from 'zod';
import { jsonObject } from './json-object.ts';
import type { LogLine } from './lambda/functions.ts';
import type { QueuedMessage } from './services/sqs-s3.ts';

const OUTCOMES = ['evaluated', 'unchanged', 'coalesced', 'ignored', 'dead-letter'] as const;

/** How an event ended. */
export interface EventOutcome {
  readonly id: string;
  readonly outcome: (typeof OUTCOMES)[number];
  readonly reason: string | null;
}

type Ended = Omit<EventOutcome, 'id'>;

/** What became of the events, put together from the log and the dead letters. */
export interface Outcomes {
  /** @param messages - the ids of the messages that were made of the event */
  delivered(step: number, id: string, messages: readonly string[]): void;
  endedAtOnce(step: number, id: string, ended: Ended): void;
  /** A message stays in its queue, for now. */
  failed(message: string, error: string): void;
  logged(line: LogLine): void;
  /** Why it is dead; null where nothing says so. */
  deadLetter(message: QueuedMessage): string | null;
  lastErrorOf(messageId: string): string | null;
  of(step: number): readonly EventOutcome[];
}

/** What the functions log of an event that ended. */
const outcomeLine = z.looseObject({
  event: z.string(),
  outcome: z.enum(OUTCOMES),
  reason: z.string().nullable().default(null),
});
/** What they log of a message that stays in its queue. */
const failedLine = z.looseObject({ messageId: z.string(), error: z.string() });

interface Entry {
  readonly step: number;
  readonly id: string;
  readonly messages: readonly string[];
  ended: Ended | null;
}

export const outcomes = (): Outcomes => {
  const entries: Entry[] = [];
  /** The last error of a message. */
  const errors = new Map<string, string>();

  /** An event that came twice ends twice, the first one first. */
  const end = (id: string, ended: Ended): void => {
    const same = entries.filter((entry) => entry.id === id || entry.messages.includes(id));
    const entry = same.find((each) => each.ended === null) ?? same.at(-1);
    if (entry !== undefined) entry.ended = ended;
  };
  const lastError = ({ messages }: Entry): string | undefined => messages.map((id) => errors.get(id)).findLast(Boolean);

  return {
    delivered: (step, id, messages) => {
      entries.push({ step, id, messages, ended: null });
    },
    endedAtOnce: (step, id, ended) => {
      entries.push({ step, id, messages: [], ended });
    },
    failed: (message, error) => {
      errors.set(message, error);
    },
    logged: ({ fields }) => {
      const failed = failedLine.safeParse(fields);
      if (failed.success) errors.set(failed.data.messageId, failed.data.error);
      const ended = outcomeLine.safeParse(fields);
      if (ended.success) end(ended.data.event, { outcome: ended.data.outcome, reason: ended.data.reason });
    },
    deadLetter: ({ messageId, body, messageAttributes }) => {
      const id = jsonObject(body)?.['id'];
      const entry =
        entries.find(({ messages }) => messages.includes(messageId)) ??
        entries.find((each) => each.id === id && each.ended === null);
      const { reason: given, ERROR_MESSAGE: refused } = messageAttributes;
      const reason = given?.StringValue ?? refused?.StringValue ?? errors.get(messageId) ?? null;
      if (entry !== undefined) entry.ended = { outcome: 'dead-letter', reason: reason ?? UNTAKEN };
      return reason;
    },
    lastErrorOf: (messageId) => errors.get(messageId) ?? null,
    of: (step) =>
      entries
        .filter((entry) => entry.step === step)
        .map((entry) => ({ id: entry.id, ...(entry.ended ?? unended(lastError(entry))) })),
  };
};

const UNTAKEN = 'no function takes it from its queue';

const unended = (error: string | undefined): Ended => ({
  outcome: 'dead-letter',
  reason: `nothing came of it in this replay${error === undefined ? '' : `: ${error}`}`,
});
