import { ChangedMeanwhileError } from './ask.ts';
import type { Ending, World } from './world.ts';

/** How often a lineage that others commit to is tried before the message is given back. */
const MAX_CONFLICTS = 3;
const GIVE_BACK_SECONDS = { least: 5, most: 30 };

/** Tries anew what somebody else's commit, or a new scan, came between. */
export const tryAgain = async (
  { random }: Pick<World, 'random'>,
  attempt: () => Promise<Ending | 'conflict'>,
): Promise<Ending> => {
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
    const ending = await attempt().catch(unchanged);
    if (ending !== 'conflict') return ending;
  }
  const { least, most } = GIVE_BACK_SECONDS;
  const afterSeconds = least + Math.floor(random() * (most - least));
  return { kind: 'later', afterSeconds, reason: 'its scan or its lineage changed under each of 3 tries' };
};

const unchanged = (error: unknown): 'conflict' => {
  if (error instanceof ChangedMeanwhileError) return 'conflict';
  throw error;
};
