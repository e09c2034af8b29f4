import { isDenied, whyNot } from '../deployed/cannot-run.ts';
import { type Diagnosis, wrong } from './diagnosis.ts';

/** What nobody looked at is not well. */
export const couldNotLook = (about: string, actions: readonly string[], error: unknown): Diagnosis => {
  if (isDenied(error)) return wrong(about, 'these credentials may not look', `allow them ${actions.join(', ')}`);
  const why = whyNot(error) ?? (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  return wrong(about, `cannot be looked at: ${why}`, 'ask again when that is mended');
};
