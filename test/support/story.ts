import { evaluate } from '../../functions/core/domain/evaluate.ts';
import type { Before, Evaluated } from '../../functions/core/domain/evaluation.ts';
import type { Image } from '../../functions/core/domain/image.ts';
import { linesOf } from '../../functions/core/domain/lineage.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import type { Settled } from '../../functions/core/domain/verdict.ts';
import { aPolicy, aRegistry } from './builders.ts';

/** One lineage through time: each evaluation starts from what the one before it kept. */
export const aStory = (policy: Policy = aPolicy()) => {
  let before: Before | null = null;
  let evaluations = 0;
  return {
    see(image: Image, verdict: Settled, decidedBy: Policy = policy): Evaluated {
      evaluations += 1;
      const evaluated = evaluate(
        {
          policy: decidedBy,
          registry: aRegistry(),
          lineage: image.repository,
          lines: linesOf(image.tags, () => false),
          image,
          before,
          trigger: `event-${evaluations}`,
          at: new Date(Date.UTC(2026, 10, 21, 8, evaluations)).toISOString(),
        },
        verdict,
      );
      if (evaluated.kind === 'changed') before = after(evaluated.record);
      return evaluated;
    },
    get kept(): Before | null {
      return before;
    },
  };
};

const after = ({ version, heads, ledger }: EvaluationRecord): Before => ({
  version,
  heads,
  ledger,
  recordKey: `records/${version}.json.gz`,
});

/** The record of an evaluation that changed something. */
export const recordOf = (evaluated: Evaluated): EvaluationRecord => {
  if (evaluated.kind === 'unchanged') throw new Error(`unchanged: ${evaluated.reason}`);
  return evaluated.record;
};
