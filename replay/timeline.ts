import type { Clock } from './clock.ts';
import { type EventBus, scheduledEvent } from './events/event-bus.ts';
import { type Schedule, scheduleOf } from './events/schedule.ts';
import type { Feed } from './lambda/feed.ts';
import type { SqsAndS3 } from './services/sqs-s3.ts';
import type { Place } from './template/identity.ts';
import type { Queue, Rule, Wiring } from './template/wiring.ts';

/** What happens by itself: batches, delays, visibility, retries and schedules. */
export interface Timeline {
  /** Runs all that is due before `time`, and moves the clock there. */
  runUntil(time: number): Promise<void>;
}

/** Something that comes with time. */
interface Work {
  /** When the next is due, in epoch milliseconds; null where none is. */
  nextDue(): number | null;
  runDue(): Promise<void>;
}

interface TimelineOptions {
  readonly clock: Clock;
  readonly feeds: readonly Feed[];
  readonly works: readonly Work[];
  readonly bus: EventBus;
  readonly sqs: SqsAndS3;
  readonly wiring: Wiring;
  readonly place: Place;
}

interface Scheduled {
  readonly rule: Rule;
  readonly nextAfter: Schedule;
  next: number;
}

export const timeline = (options: TimelineOptions): Timeline => {
  const { clock, feeds, works, bus, sqs, wiring, place } = options;
  const schedules = schedulesOf(wiring.rules, clock.now());

  /** Runs all that is due at this moment, until nothing is. */
  const settle = async (): Promise<void> => {
    do for (const work of works) await work.runDue();
    while (await pollAll(feeds));
  };
  const nextDue = async (): Promise<number> => {
    const queued = await Promise.all(wiring.mappings.map(({ queue }) => nextIn(queue, sqs)));
    const others = works.map((work) => work.nextDue() ?? Number.POSITIVE_INFINITY);
    return Math.min(...queued, ...others, ...schedules.map(({ next }) => next));
  };
  const fireSchedules = async (): Promise<void> => {
    for (const schedule of schedules)
      if (schedule.next <= clock.now()) {
        schedule.next = schedule.nextAfter(schedule.next);
        await bus.fire(schedule.rule, scheduledEvent(schedule.rule, place, clock.now()));
      }
  };

  return {
    runUntil: async (time) => {
      await settle();
      for (let due = await nextDue(); due < time; due = await nextDue()) {
        clock.moveTo(due);
        await fireSchedules();
        await settle();
      }
      clock.moveTo(time);
    },
  };
};

/** False where no feed had anything. */
const pollAll = async (feeds: readonly Feed[]): Promise<boolean> => {
  let busy = false;
  for (const feed of feeds) busy = (await feed.poll()) || busy;
  return busy;
};

/** A rate begins with the replay: its first run is one interval later. */
const schedulesOf = (rules: readonly Rule[], start: number): readonly Scheduled[] =>
  rules.flatMap((rule) => {
    const { ScheduleExpression } = rule.properties;
    if (ScheduleExpression === undefined) return [];
    const nextAfter = scheduleOf(ScheduleExpression);
    return [{ rule, nextAfter, next: nextAfter(start) }];
  });

/** When a message of the queue can be received that cannot be now. */
const nextIn = async (queue: Queue, sqs: SqsAndS3): Promise<number> => {
  const { delayed, inflight } = await sqs.messagesIn(queue);
  return Math.min(
    ...delayed.map(({ delayUntil }) => delayUntil ?? Number.POSITIVE_INFINITY),
    ...inflight.map(({ visibilityDeadline }) => visibilityDeadline),
  );
};
