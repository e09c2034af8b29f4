import type { Instant } from '../../functions/core/domain/image.ts';
import { meaningAt, type TagMove } from '../../functions/core/domain/tag-move.ts';
import type { Manifest } from '../../functions/core/ports/registry.ts';
import { CannotRunError } from '../deployed/cannot-run.ts';
import { minute, shortDigest } from '../records/words.ts';

/** What a tag meant. */
export interface Meaning {
  readonly digest: string;
  /** Null where nobody saw it given: that it has the tag, ECR says now. */
  readonly since: Instant | null;
  /** Null: it means it still, as far as is known. */
  readonly until: Instant | null;
}

export interface TagAsked {
  /** Such as `payments/api:latest`. */
  readonly name: string;
  /** Those that are known, earliest first. */
  readonly moves: readonly TagMove[];
  /** What has the tag now. */
  readonly now: () => Promise<Manifest | null>;
  /** Why there is no such image, where more is known than that there is none. */
  readonly whyNone: () => Promise<string | null>;
}

/** What a tag means now: ECR says what, the history since when. */
export const findMeaningNow = async ({ name, moves, now, whyNone }: TagAsked): Promise<Meaning> => {
  const image = await now();
  if (image !== null) {
    const known = meaningAt(moves, moves.at(-1)?.at ?? '');
    return known?.digest === image.digest ? known : saidByEcr(image);
  }
  const none = `there is no image ${name} now`;
  const last = moves.findLast(({ digest }) => digest !== null);
  if (last !== undefined) throw new CannotRunError(`${none}; it was ${moveText(last)}: ask for a moment with --at`);
  throw new CannotRunError((await whyNone()) ?? `${none}: tallyman lineages shows those that there are`);
};

/** What a tag meant: the history says it; of a tag without one, ECR says what it means now. */
export const findMeaningAt = async (asked: TagAsked, at: Instant): Promise<Meaning> => {
  const { name, moves, now, whyNone } = asked;
  const known = meaningAt(moves, at);
  if (known !== null) return known;
  const none = `nobody knows what ${name} meant at ${minute(at)}`;
  const before = moves.findLast((move) => move.at <= at);
  if (before !== undefined)
    throw new CannotRunError(`${name} meant no image at ${minute(at)}: ${moveText(before)}; ask for another moment`);
  const [first] = moves;
  if (first !== undefined) throw new CannotRunError(`${none}: the earliest that is known is ${moveText(first)}`);
  const image = await now();
  if (image === null) throw new CannotRunError((await whyNone()) ?? `${none}, and ECR has no such image now`);
  if (image.pushedAt <= at) return saidByEcr(image);
  const pushed = `${shortDigest(image.digest)}, pushed ${minute(image.pushedAt)}`;
  throw new CannotRunError(`${none}: the earliest that is known is ${pushed}`);
};

const saidByEcr = ({ digest }: Manifest): Meaning => ({ digest, since: null, until: null });

const moveText = ({ digest, at }: TagMove): string =>
  digest === null ? `taken away ${minute(at)}` : `${shortDigest(digest)} from ${minute(at)} on`;
