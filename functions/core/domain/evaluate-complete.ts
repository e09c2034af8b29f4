import { carriedOver } from './carried-over.ts';
import { type Compared, compare } from './compare.ts';
import type { Situation } from './concern.ts';
import { decide } from './decide.ts';
import { type Evaluated, type Evaluation, recordOf, type Step } from './evaluation.ts';
import { handOver } from './hand-over.ts';
import type { Image } from './image.ts';
import type { Unscanned } from './ledger.ts';
import { type Head, hasManyTags } from './lineage.ts';
import { type Look, lookAt } from './look.ts';
import { openedCause } from './opened-cause.ts';
import { partScans } from './part-scans.ts';
import type { Policy } from './policy.ts';
import { recorded } from './rebase.ts';
import { routesFor } from './route.ts';
import type { Facts } from './sighting.ts';

/**
 * Evaluates complete scans, the only thing that opens and resolves issues, and the end of images.
 *
 * @param heads - as they are now
 * @param image - that the evaluation is about
 */
export const evaluateComplete = (evaluation: Evaluation, facts: Facts, heads: readonly Head[], image: Image): Step =>
  (isEnhanced(heads) ? handOver(evaluation, image) : null) ?? evaluateScans(evaluation, facts, heads, image);

const evaluateScans = (evaluation: Evaluation, facts: Facts, heads: readonly Head[], image: Image): Step => {
  const { before, at } = evaluation;
  const look = lookAt(evaluation, facts, heads);
  const unscanned = before.ledger.unscanned.filter((known) => !isScannedSince(known, look, before.heads));
  const stands = look.standing !== 'different' && unscanned.length === before.ledger.unscanned.length;
  if (stands && look.switched === null && concernsTheSame(evaluation, heads)) return moved(evaluation, look);

  const compared = compareWith(evaluation, facts, look);
  if ('kind' in compared) return compared;
  const first = before.heads.length === 0 && before.ledger.issues.length === 0;
  const { alerts, issues } = decide({ ...situationOf(evaluation, look), ...compared }, first, at);
  if (stands && alerts.length === 0) return moved(evaluation, look);
  const { transitions } = compared;
  const ledger = { issues, unscanned };
  const scans = partScans(image.parts, facts);
  const record = recordOf(evaluation, image, {
    scans,
    transitions,
    alerts,
    heads: recorded(heads, look.scanned),
    ledger,
  });
  const isScannedAgain = unscanned.length < before.ledger.unscanned.length;
  return { kind: 'changed', news: first || isScannedAgain || transitions.length > 0 || alerts.length > 0, record };
};

/**
 * Whether an image in the place of one that failed has a complete scan: that one, or one that came there since. The
 * image that was there before, scanned again, says nothing of it; nor does an older one of a line of many tags.
 */
const isScannedSince = (
  { line, platform, digest, pushedAt }: Unscanned,
  { heads, scanned }: Look,
  headsBefore: readonly Head[],
): boolean => {
  const isThere = (head: Head): boolean => head.line === line && head.platform === platform;
  const wasThere = ({ digest: its, tags }: Head): boolean =>
    headsBefore.some((head) => isThere(head) && head.digest === its && head.tags.join() === tags.join());
  const cameSince = (head: Head): boolean => !wasThere(head) && (!hasManyTags(line) || head.pushedAt >= pushedAt);
  return heads.some((head) => isThere(head) && scanned.has(head.digest) && (head.digest === digest || cameSince(head)));
};

/** Whether the same routes choose the same heads by the same policy: then nothing can start to hold for issues that stand. */
const concernsTheSame = ({ policy, repository, before }: Evaluation, heads: readonly Head[]): boolean => {
  const choices = (all: readonly Head[]): string =>
    JSON.stringify(
      all.map(({ line, platform, tags, inUse }) => [line, platform, routesFor(policy, { repository, tags, inUse })]),
    );
  return before.policyHash === policy.hash && choices(before.heads) === choices(heads);
};

/** The same issues in other images: the heads say by which digests the ledger knows them. */
const moved = ({ before, lineage }: Evaluation, { heads, succession, scanned, standing }: Look): Evaluated => {
  const predecessors = new Map([...succession.successors].map(([old, successor]) => [successor, old]));
  const after = heads.map((head) => {
    const predecessor = predecessors.get(head.digest);
    const { recordedAs } = before.heads.find(({ digest }) => digest === predecessor) ?? head;
    return scanned.has(head.digest) ? { ...head, recordedAs, bumped: standing === 'bumped' } : head;
  });
  return JSON.stringify(after) === JSON.stringify(before.heads)
    ? { kind: 'unchanged', reason: `nothing changed in ${lineage}` }
    : {
        kind: 'moved',
        reason: before.heads.length === 0 ? 'nothing was found' : 'the same issues in other images',
        heads: after,
      };
};

/** The transitions; or, where a cause rests on versions that the ledger does not have, what must be asked. */
const compareWith = (evaluation: Evaluation, facts: Facts, look: Look): Compared | Step => {
  const { before, policy, sighting, at } = evaluation;
  const { issues } = before.ledger;
  const { findings, switched, standsFor } = look;
  const { unratedAs } = policy;
  const bumped = before.heads.filter((head) => head.bumped);
  const earlier = new Map(
    bumped.flatMap(({ digest }) => {
      const answer = facts.scans.get(digest);
      return answer?.kind === 'complete' ? [[digest, answer.scan.findings]] : [];
    }),
  );
  const compared = compare({
    ...look,
    issues: switched === null ? issues : carriedOver(issues, { findings: findings(), switched, standsFor, unratedAs }),
    causeOf: openedCause({ ...look, issues, earlier }),
    gone: sighting.kind === 'gone' ? sighting.cause : 'stale',
    unratedAs,
    at,
  });
  const isInDoubt = compared.transitions.some((each) => each.kind === 'opened' && each.cause === 'new-image');
  const unasked = bumped.filter(({ digest }) => !facts.scans.has(digest));
  return isInDoubt && unasked.length > 0 ? { kind: 'ask', about: 'scans', parts: unasked } : compared;
};

const situationOf = (
  { policy, repository, before }: Evaluation,
  { heads, switched }: Look,
): Omit<Situation, keyof Compared> => ({
  policy: isEnhanced(heads) ? withoutSecurityHub(policy) : policy,
  repository,
  headsBefore: before.heads,
  heads,
  switched,
});

/** Whether Inspector scans one of the images. */
const isEnhanced = (heads: readonly Head[]): boolean => heads.some(({ engine }) => engine === 'enhanced');

/** Inspector itself tells Security Hub what enhanced scanning finds: told by us too, it would stand there twice. */
const withoutSecurityHub = (policy: Policy): Policy => ({
  ...policy,
  receivers: policy.receivers.filter(({ channel }) => channel !== 'security-hub'),
});
