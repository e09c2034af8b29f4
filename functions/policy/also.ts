import * as z from 'zod';
import { ALSO_TOLD, type AlsoTold } from '../core/domain/policy.ts';
import { didYouMean, meant } from './did-you-mean.ts';
import type { Fault } from './problem.ts';
import { oneOrMany, scalar } from './text-shapes.ts';

const TOLD_ANYWAY = ['opened', 'escalated', 'exploited', 'unobserved'];

/** What other tools call it. */
const SYNONYMS: Readonly<Record<string, AlsoTold>> = { fixed: 'resolved', closed: 'resolved' };

const alsoFault = (word: string): Fault | null => {
  if (ALSO_TOLD.some((each) => each === word)) return null;
  if (TOLD_ANYWAY.includes(word)) return { message: `"${word}" is told without being asked for; take it out` };
  const instead = SYNONYMS[word] ?? meant(word, ALSO_TOLD);
  return { message: `"${word}" is nothing that can be told besides; ${didYouMean(instead, ALSO_TOLD)}`, instead };
};

/** What a route tells besides. */
export const also = oneOrMany(scalar(alsoFault, z.enum(ALSO_TOLD)));
