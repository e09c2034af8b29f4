import type { Receiver } from '../../functions/core/domain/policy.ts';
import type { Outcome } from './outcome.ts';

const nameOf = ({ name, channel }: Receiver): string => `${name} (${channel}):`;

const WORDS: Readonly<Record<Outcome['kind'], string>> = {
  delivered: 'delivered',
  refused: 'refused',
  failed: 'not delivered',
  silent: 'not known',
  unsent: 'not sent',
};

/** How wide the names of receivers are, with what follows. */
export const nameWidth = (receivers: readonly Receiver[]): number =>
  Math.max(...receivers.map((receiver) => nameOf(receiver).length)) + 1;

/** What became of a receiver's drill, as people read it. */
export const lineOf = (receiver: Receiver, outcome: Outcome, width: number): string => {
  const line = `${nameOf(receiver).padEnd(width)}${WORDS[outcome.kind]}`;
  if (outcome.kind === 'delivered') return `${line}\n`;
  return `${line}: ${outcome.reason}\n${' '.repeat(width)}→ ${outcome.remedy}\n`;
};
