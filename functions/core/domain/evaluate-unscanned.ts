import type { LastComplete } from './alert.ts';
import { newestFirst } from './candidates.ts';
import { countBySeverity } from './count.ts';
import { type Evaluated, type Evaluation, recordOf } from './evaluation.ts';
import type { Image, Part } from './image.ts';
import type { Ledger, Unscanned } from './ledger.ts';
import { type Head, hasManyTags, linesOf } from './lineage.ts';
import { partScans } from './part-scans.ts';
import { rebased, recorded } from './rebase.ts';
import { scanNewsAlerts } from './scan-news.ts';
import type { Facts, Sighting } from './sighting.ts';
import type { Settled } from './verdict.ts';

/** A part of the image that has no complete scan, and its place. */
interface Failing {
  readonly line: string;
  readonly part: Part;
  readonly status: string;
  readonly description: string | null;
  /** The description up to its first colon. */
  readonly reason: string | null;
}

type Seen = Extract<Sighting, { kind: 'seen' }>;

/** Evaluates scans that are not complete: told when that starts and when its reason changes; it resolves nothing. */
export const evaluateUnscanned = (evaluation: Evaluation, facts: Facts, sighting: Seen): Evaluated => {
  const { before, policy, at } = evaluation;
  const { image } = sighting;
  const failing = failingIn(evaluation, facts, sighting);
  const news = failing.filter(
    (each) =>
      !before.ledger.unscanned.some((known) => isOf(known, each) && (says(known, each) || isAfter(known, each, image))),
  );
  const [first] = news;
  if (first === undefined) {
    const [known] = failing;
    return {
      kind: 'unchanged',
      reason:
        known === undefined ? `no scan of ${evaluation.lineage} says anything new` : `told before: ${known.status}`,
    };
  }
  const { status, description } = first;
  const alike = news.filter((each) => each.status === status && each.reason === first.reason);
  const ledger = rebased(before.ledger, before.heads);
  const unscanned = [
    ...ledger.unscanned.filter((known) => !alike.some((each) => isOf(known, each))),
    ...alike.map(({ line, part: { platform, digest }, reason }) => ({
      line,
      platform,
      digest,
      pushedAt: image.pushedAt,
      status,
      reason,
      since: at,
    })),
  ];
  const platforms = [...new Set(alike.flatMap(({ part: { platform } }) => platform ?? []))];
  const lastComplete = lastCompleteOf(alike, before.heads, ledger);
  const alerts = scanNewsAlerts(policy, image, { status, description, platforms, lastComplete });
  const record = recordOf(evaluation, image, {
    scans: partScans(image.parts, facts),
    transitions: [],
    alerts,
    heads: recorded(before.heads),
    ledger: { ...ledger, unscanned },
  });
  return { kind: 'changed', news: true, record };
};

/** In the lines that no newer image leads. */
const failingIn = (
  { policy, lineage, before }: Evaluation,
  { scans }: Facts,
  { image, hadTags }: Seen,
): readonly Failing[] => {
  const lines = linesOf(policy, lineage, image, hadTags);
  return image.parts.flatMap((part) => {
    const answer = scans.get(part.digest);
    if (answer?.kind !== 'unscanned') return [];
    return lines.filter((line) => leads(image, line, part, before.heads)).map((line) => failingOf(line, part, answer));
  });
};

const failingOf = (line: string, part: Part, { status, description }: Settled & { kind: 'unscanned' }): Failing => ({
  line,
  part,
  status,
  description,
  reason: description?.split(':', 1)[0] ?? null,
});

const leads = (image: Image, line: string, { platform }: Part, heads: readonly Head[]): boolean => {
  const head = heads.find((each) => each.line === line && each.platform === platform);
  return head === undefined || newestFirst(image, { digest: head.image, pushedAt: head.pushedAt }) <= 0;
};

const isOf = (known: Unscanned, { line, part: { platform } }: Failing): boolean =>
  known.line === line && known.platform === platform;

const says = (known: Unscanned, { status, reason }: Failing): boolean =>
  known.status === status && known.reason === reason;

/** Whether a newer image of the line fails: of a line of many tags that one counts. */
const isAfter = (known: Unscanned, { line }: Failing, { pushedAt }: Image): boolean =>
  hasManyTags(line) && known.pushedAt > pushedAt;

const lastCompleteOf = (
  failing: readonly Failing[],
  heads: readonly Head[],
  { issues }: Ledger,
): LastComplete | null => {
  const head = heads.find(({ line, platform }) =>
    failing.some((each) => each.line === line && each.part.platform === platform),
  );
  if (head === undefined) return null;
  const { tags, digest, scannedAt } = head;
  const open = issues.filter(
    ({ state, occurrences }) => state === 'open' && occurrences.some((each) => each.digest === digest),
  );
  return { tags, digest, scannedAt, open: countBySeverity(open) };
};
