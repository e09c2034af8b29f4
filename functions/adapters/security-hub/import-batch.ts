import type { Packed } from '../../core/messages/asff/findings.ts';
import type { Answer, Failure, Send } from './call.ts';
import { isNotEnabled } from './outcome.ts';

const INVALID_CALL = 'InvalidInputException';

/**
 * Imports what can be imported of a batch: what failed is tried once more without the rest,
 * and a call that is refused as a whole is taken apart until it shows which finding is to blame.
 */
export const importBatch = async (send: Send, batch: readonly Packed[]): Promise<Answer> => {
  const answer = await send(batch);
  if (answer.kind === 'no') return answer.code === INVALID_CALL ? importApart(send, batch) : answer;
  if (answer.failures.length === 0 || isNotEnabled(answer.failures, batch.length)) return answer;
  const failed = new Set(answer.failures.map(({ id }) => id));
  const again = batch.filter(({ id }) => failed.has(id));
  return again.length === 0 ? answer : send(again);
};

const importApart = async (send: Send, batch: readonly Packed[]): Promise<Answer> => {
  const half = Math.ceil(batch.length / 2);
  if (batch.length === 1)
    return { kind: 'imported', failures: batch.map(({ id }): Failure => ({ id, code: INVALID_CALL })) };
  const first = await importBatch(send, batch.slice(0, half));
  if (first.kind === 'no') return first;
  const second = await importBatch(send, batch.slice(half));
  return second.kind === 'no' ? second : { kind: 'imported', failures: [...first.failures, ...second.failures] };
};
