import type { Denied } from '../../core/ports/registry.ts';

/** What was asked for; or that we may not have it, which waiting does not mend. */
export const unlessDenied = async <T>(ask: () => Promise<T>): Promise<T | Denied> => {
  try {
    return await ask();
  } catch (error) {
    // Of every service, and in no model: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
    if (!(error instanceof Error) || error.name !== 'AccessDeniedException') throw error;
    return { kind: 'denied', reason: error.message };
  }
};
