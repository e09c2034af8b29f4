import type { ReplayResult } from './result.ts';

/** What happened, as a program reads it: JSON, without what is there for people alone. */
export const forMachines = ({ steps }: ReplayResult): string => {
  const told = steps.map((step) => ({ ...step, sns: step.sns.map(({ email: _, ...message }) => message) }));
  return JSON.stringify({ steps: told }, null, 2);
};
