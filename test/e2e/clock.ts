import type { Clock } from '../../replay/clock.ts';

/** The functions' own time: the machine's, and ahead of it once it was moved. moto keeps the machine's. */
export const runningClock = (): Clock => {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    moveTo: (time) => {
      ahead = Math.max(ahead, time - Date.now());
    },
    stop: () => undefined,
  };
};
