import type { ECRClient } from '@aws-sdk/client-ecr';
import { ecrLabels } from '../../functions/adapters/ecr/labels.ts';
import type { Instant } from '../../functions/core/domain/image.ts';
import { lineagesOf } from '../../functions/core/domain/lineage.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import type { Manifest } from '../../functions/core/ports/registry.ts';
import { CannotRunError } from '../deployed/cannot-run.ts';
import type { Kept } from '../deployed/kept.ts';
import { findKnown, type Knowledge } from './find-known.ts';
import { findMeaningAt, findMeaningNow } from './find-meaning.ts';
import { type FoundOrigin, findOrigin } from './find-origin.ts';
import type { ImageAsked } from './image-asked.ts';
import { imageNow } from './image-now.ts';
import type { Sourced } from './sourced.ts';

export interface Question {
  readonly image: ImageAsked;
  /** Null: now. */
  readonly at: Instant | null;
  readonly now: Date;
}

/** Where to look. */
export interface Places {
  readonly policy: Policy;
  readonly kept: Pick<Kept, 'item' | 'record' | 'tagMoves'>;
  readonly ecr: ECRClient;
  /** As `fetch`. */
  readonly download: typeof fetch;
  /** Why there is no such image, where more is known than that there is none. */
  readonly whyNone: () => Promise<string | null>;
}

/** Finds out which image is meant, where it comes from, and what was known of it. */
export const lookUp = async (question: Question, places: Places): Promise<Omit<Sourced, 'registry' | 'unwatched'>> => {
  const { repository } = question.image;
  const at = question.at ?? question.now.toISOString();
  const { digest, tagged } = await namedBy(question, places);
  const name = { repository, digest };
  const [present, knowledge] = await Promise.all([
    imageNow(places.ecr, repository, { imageDigest: digest }),
    knowledgeOf(name, at, places),
  ]);
  if (tagged === null && present === null && !knowledge.some(hasImage))
    throw new CannotRunError((await places.whyNone()) ?? `neither ECR nor a record has ${repository}@${digest}`);
  const heads = knowledge.flatMap(({ known }) => known?.heads ?? []);
  const tags = [...(tagged === null ? [] : [tagged.tag]), ...heads.flatMap((head) => head.tags)];
  return {
    ...{ repository, at, digest, tagged, knowledge },
    pushedAt: heads[0]?.pushedAt ?? present?.pushedAt ?? null,
    tagsNow: present?.tags ?? null,
    ...(await originOf(name, { tags, present, knowledge }, places)),
  };
};

const hasImage = ({ known, cleanSince, next }: Knowledge): boolean => (known ?? cleanSince ?? next) !== null;

type Named = Pick<Sourced, 'digest' | 'tagged'>;

const namedBy = async ({ image, at, now }: Question, places: Places): Promise<Named> => {
  const { repository, tag } = image;
  if (tag === null) return { digest: image.digest, tagged: null };
  const { policy, kept, ecr, whyNone } = places;
  const moves = await kept.tagMoves(repository, tag, earliest(policy, now), now.toISOString());
  const asked = {
    name: `${repository}:${tag}`,
    moves,
    now: () => imageNow(ecr, repository, { imageTag: tag }),
    whyNone,
  };
  const meaning = await (at === null ? findMeaningNow(asked) : findMeaningAt(asked, at));
  return { digest: meaning.digest, tagged: { tag, meaning } };
};

const DAY_MS = 24 * 60 * 60 * 1000;
const MONTH_DAYS = 31;

/** Moves are kept by the month, each until so long after its end. */
const earliest = ({ tagHistoryDays }: Policy, now: Date): Instant =>
  new Date(now.getTime() - (tagHistoryDays + MONTH_DAYS) * DAY_MS).toISOString();

type Name = { readonly repository: string; readonly digest: string };

const knowledgeOf = async (
  { repository, digest }: Name,
  at: Instant,
  { policy, kept }: Places,
): Promise<readonly Knowledge[]> => {
  const items = await Promise.all(lineagesOf(policy, repository).map(kept.item));
  const asked = { digest, at, unratedAs: policy.unratedAs, read: kept.record };
  return Promise.all(items.flatMap((item) => (item === null ? [] : [findKnown(item, asked)])));
};

interface Found {
  readonly tags: readonly string[];
  readonly present: Manifest | null;
  readonly knowledge: readonly Knowledge[];
}

/** What a record says was found when more of it was there. */
const originOf = async (
  name: Name,
  { tags, present, knowledge }: Found,
  { policy, ecr, download }: Places,
): Promise<FoundOrigin> => {
  const recorded = knowledge.map(({ origin }) => origin).find((origin) => origin?.revision);
  if (recorded) return { origin: recorded, whyNoCommit: null };
  const { template = null } = policy.sources.find(({ repository }) => repository === name.repository) ?? {};
  const all = [...tags, ...(present?.tags ?? [])];
  return findOrigin({ name, tags: all, template, labels: present === null ? null : ecrLabels(ecr, download) });
};
