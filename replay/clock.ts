/** A `Date` for which it is now what `now` says, in epoch milliseconds. */
export const dateAt = (now: () => number): DateConstructor =>
  new Proxy(Date, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });

/** The one clock of a replay. It stands still until it is moved. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Never back. */
  moveTo(time: number): void;
  /** Gives the process its own time back. */
  stop(): void;
}

const ownDate = Date;

/** Puts this process on a clock of its own: the stand-ins in it follow `Date`. */
export const startClock = (start: number): Clock => {
  if (globalThis.Date !== ownDate) throw new Error('a replay is running in this process; wait until it has ended');
  let time = start;
  globalThis.Date = dateAt(() => time);
  return {
    now: () => time,
    moveTo: (next) => {
      time = Math.max(time, next);
    },
    stop: () => {
      globalThis.Date = ownDate;
    },
  };
};
