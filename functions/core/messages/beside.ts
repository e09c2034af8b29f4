import type { ChangesAlert } from '../domain/alert.ts';
import { counted } from './details.ts';
import type { Telling } from './telling.ts';

/** What concerns the receiver besides what changed, counted. */
export const beside = ({ alert, markup }: Telling<ChangesAlert>): (string | null)[] => [
  counted('open again within a week', alert.returned, markup),
  counted('also yours now, by policy or tags', alert.alsoYours, markup),
  counted('also open, told before', alert.toldBefore, markup),
  counted('accepted upstream, in Inspector', alert.accepted, markup),
  counted('below your threshold', alert.below, markup),
];
