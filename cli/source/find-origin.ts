import { type Labels, NO_LABELS, type Origin, originOf } from '../../functions/core/domain/origin.ts';
import type { ImageLabels, ImageName } from '../../functions/core/ports/registry.ts';
import { whyNot } from '../deployed/cannot-run.ts';

/** Where an image comes from, and why no commit is known where none is. */
export interface FoundOrigin {
  readonly origin: Origin | null;
  readonly whyNoCommit: string | null;
}

interface Asked {
  readonly name: ImageName;
  /** All that it is known to have had. */
  readonly tags: readonly string[];
  /** The policy's, of its repository. */
  readonly template: string | null;
  /** Null where ECR has the image no more. */
  readonly labels: ImageLabels | null;
}

/** Asks the image itself: what is in it never changes. */
export const findOrigin = async ({ name, tags, template, labels }: Asked): Promise<FoundOrigin> => {
  const { says, why } = labels === null ? GONE : await read(labels, name);
  const origin = originOf(says, tags, template);
  return { origin, whyNoCommit: (origin?.revision ?? null) === null ? why : null };
};

const GONE = { says: NO_LABELS, why: 'no record says, and ECR has the image no more' };

const read = async (labels: ImageLabels, name: ImageName): Promise<{ readonly says: Labels; readonly why: string }> => {
  try {
    return { says: await labels.read(name), why: 'neither its labels nor its tags say' };
  } catch (error) {
    const why = whyNot(error) ?? (error instanceof Error ? error.message : String(error));
    return { says: NO_LABELS, why: `its labels cannot be read: ${why}` };
  }
};
