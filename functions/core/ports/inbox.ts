import type { Instant } from '../domain/image.ts';

/** A message of a queue, as its function got it. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly receiptHandle: string;
  readonly firstReceivedAt: Instant;
  /** From 1. */
  readonly receiveCount: number;
  /** The FIFO group; null on a standard queue. */
  readonly group: string | null;
}

/** The queue that a function is fed from. */
export interface Inbox {
  /** The message is seen again after so many seconds (0 to 43,200). */
  giveBack(message: Message, afterSeconds: number): Promise<void>;
  /** Puts the message into the dead letters at once, with what is wrong with it. */
  deadLetter(message: Message, reason: string): Promise<void>;
}
