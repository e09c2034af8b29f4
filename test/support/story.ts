import { evaluate } from '../../functions/core/domain/evaluate.ts';
import { type Before, type Evaluated, NOTHING_BEFORE, type Step } from '../../functions/core/domain/evaluation.ts';
import type { Image, Instant } from '../../functions/core/domain/image.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import type { Ask, Facts, PartAnswer, Sighting } from '../../functions/core/domain/sighting.ts';
import type { GoneCause } from '../../functions/core/domain/transition.ts';
import { aPolicy, aRegistry } from './builders.ts';

/** How an image is seen. */
interface Seeing {
  /** The policy that decides from now on. */
  readonly decidedBy?: Policy;
  /** When it was given its tags. */
  readonly taggedAt?: Instant;
  /** When it is seen; a minute after what came before. */
  readonly at?: Instant;
  /** What events said of vulnerabilities: their EPSS scores. */
  readonly epss?: ReadonlyMap<string, number>;
}

/** One lineage through time, and the registry as far as it was seen: each evaluation starts from what the one before it kept. */
export const aStory = (policy: Policy = aPolicy(), lineage = 'payments/api') => {
  const [repository = lineage] = lineage.split(':');
  const scans = new Map<string, PartAnswer>();
  const images = new Map<string, Image>();
  const everTagged = new Set<string>();
  const asked: Ask[] = [];
  let before: Before = NOTHING_BEFORE;
  let minutes = 0;

  const push = (image: Image): void => {
    for (const [digest, { tags, ...other }] of images)
      images.set(digest, { ...other, tags: tags.filter((tag) => !image.tags.includes(tag)) });
    images.set(image.digest, image);
    if (image.tags.length > 0) everTagged.add(image.digest);
  };
  const answer = (facts: Facts, ask: Ask): Facts => {
    asked.push(ask);
    if (ask.about === 'tagged') {
      const tagged = [...images.values()].filter(({ tags }) => tags.length > 0);
      return { ...facts, tagged: tagged.sort((a, b) => (a.pushedAt < b.pushedAt ? 1 : -1)) };
    }
    const found = ask.parts.map(({ digest }) => [digest, scans.get(digest) ?? { kind: 'not-yet' }] as const);
    return { ...facts, scans: new Map([...facts.scans, ...found]) };
  };
  const run = (sighting: Sighting, first: Facts, { decidedBy = policy, at }: Seeing): Evaluated => {
    minutes += 1;
    const evaluation = {
      policy: decidedBy,
      registry: aRegistry(),
      repository,
      lineage,
      before,
      sighting,
      parts: new Map([...images.values()].map(({ digest, parts }) => [digest, parts])),
      trigger: `event-${minutes}`,
      at: at ?? new Date(Date.UTC(2026, 10, 21, 8, minutes)).toISOString(),
    };
    let facts = first;
    let step: Step = evaluate(evaluation, facts);
    while (step.kind === 'ask') {
      facts = answer(facts, step);
      step = evaluate(evaluation, facts);
    }
    if (step.kind === 'changed') before = after(step.record);
    if (step.kind === 'moved') before = { ...before, version: before.version + 1, heads: step.heads };
    return step;
  };

  return {
    /** An image, whose parts' scans are worth this. */
    see(image: Image, verdict: PartAnswer | Readonly<Record<string, PartAnswer>>, seeing: Seeing = {}): Evaluated {
      const { taggedAt = null, epss = new Map() } = seeing;
      const hadTags = everTagged.has(image.digest);
      push(image);
      for (const { digest } of image.parts)
        scans.set(digest, isAnswer(verdict) ? verdict : (verdict[digest] ?? NOT_YET));
      const own = image.parts.map(({ digest }) => [digest, scans.get(digest) ?? NOT_YET] as const);
      return run({ kind: 'seen', image, taggedAt, hadTags }, { scans: new Map(own), tagged: null, epss }, seeing);
    },
    lose(digest: string, cause: GoneCause = 'deleted', seeing: Seeing = {}): Evaluated {
      images.delete(digest);
      return run({ kind: 'gone', digest, cause }, { scans: new Map(), tagged: null, epss: new Map() }, seeing);
    },
    get kept(): Before {
      return before;
    },
    /** What the evaluations asked the registry besides what they were given. */
    asked,
  };
};

const NOT_YET: PartAnswer = { kind: 'not-yet' };

const isAnswer = (verdict: PartAnswer | Readonly<Record<string, PartAnswer>>): verdict is PartAnswer =>
  'kind' in verdict;

const after = ({ version, policyHash, heads, ledger }: EvaluationRecord): Before => ({
  version,
  policyHash,
  heads,
  ledger,
  recordKey: `records/${version}.json.gz`,
});

/** The record of an evaluation that kept one. */
export const recordOf = (evaluated: Evaluated): EvaluationRecord => {
  if (evaluated.kind === 'changed') return evaluated.record;
  throw new Error(evaluated.kind === 'moved' ? 'moved' : `unchanged: ${evaluated.reason}`);
};
