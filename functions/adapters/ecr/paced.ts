import type { ECRClient } from '@aws-sdk/client-ecr';

interface Time {
  /** Milliseconds that never go back, from whenever. */
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** Has `ecr` make requests no closer than so many a second, other tries included: ECR serves others meanwhile. */
export const paced = (ecr: ECRClient, perSecond: number, { nowMs, wait }: Time): ECRClient => {
  let free = 0;
  ecr.middlewareStack.add(
    (next) => async (request) => {
      const now = nowMs();
      const turn = Math.max(free, now);
      free = turn + 1000 / perSecond;
      if (turn > now) await wait(turn - now);
      return next(request);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return ecr;
};
