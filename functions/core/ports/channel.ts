import type { EvaluationRecord } from '../domain/record.ts';
import type { DeliveryOutcome, Receipts } from './deliveries.ts';

/** The first message of a Slack receiver about a lineage; what follows goes into its thread. */
export interface Thread {
  readonly channelId: string;
  readonly ts: string;
  /** The record that the first message tells. */
  readonly recordKey: string;
}

/** Which thread a receiver's alerts about a lineage go into. */
export interface Threads {
  find(receiver: string, lineage: string): Promise<Thread | null>;
  /** Takes the place of the thread before. */
  begin(receiver: string, lineage: string, thread: Thread): Promise<void>;
  end(receiver: string, lineage: string): Promise<void>;
}

/** A kind of receiver. */
export interface Channel {
  /**
   * Tells `receiver` its alert of `record`.
   *
   * @param receipts - what was accepted in earlier tries: those parts are not sent again
   * @param keep - called after each accepted part
   */
  deliver(
    record: EvaluationRecord,
    recordKey: string,
    receiver: string,
    receipts: Receipts,
    keep: (receipts: Receipts) => Promise<void>,
  ): Promise<DeliveryOutcome>;
}
