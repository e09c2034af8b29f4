import * as z from 'zod';
import { jsonObject } from './json-object.ts';
import type { Outcomes } from './outcomes.ts';
import type { LeftMessage, ReplayResult } from './result.ts';
import type { World } from './world.ts';

/** What lies in the queues at the end. Whatever feeds no function holds dead letters: that is how an event ends that is in one. */
export const leftIn = async (
  { sqs, wiring: { queues, mappings } }: World,
  outcomes: Outcomes,
): Promise<Pick<ReplayResult, 'deadLetters' | 'waiting'>> => {
  const deadLetters: LeftMessage[] = [];
  const waiting: LeftMessage[] = [];
  for (const queue of queues) {
    const feeds = mappings.some(({ queue: { ref } }) => ref === queue.ref);
    const { ready, delayed, inflight } = await sqs.messagesIn(queue);
    for (const message of [...ready, ...delayed, ...inflight.map((each) => each.message)]) {
      const { name } = queue;
      const { body } = message;
      if (feeds) waiting.push({ queue: name, body, reason: outcomes.lastErrorOf(message.messageId) });
      else deadLetters.push({ queue: name, body, reason: outcomes.deadLetter(message) ?? failureIn(body) });
    }
  }
  return { deadLetters, waiting };
};

/** What an invocation failed of that nobody waited for: Lambda says it in the body. */
const failureIn = (body: string): string | null => {
  const { success, data } = failedInvocation.safeParse(jsonObject(body));
  return success ? data.responsePayload.errorMessage : null;
};

const failedInvocation = z.looseObject({ responsePayload: z.looseObject({ errorMessage: z.string() }) });
