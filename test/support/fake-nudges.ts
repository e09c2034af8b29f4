import type { Nudge, Nudges } from '../../functions/core/ports/nudges.ts';

/** The queue that evaluations are fed from, in memory. */
export const fakeNudges = (): Nudges & { readonly sent: Nudge[] } => {
  const sent: Nudge[] = [];
  return { sent, send: async (nudges) => void sent.push(...nudges) };
};
