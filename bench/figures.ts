import type { Policy } from '../functions/core/domain/policy.ts';
import { answers } from './answers.ts';
import { type Costs, evaluationCosts, type Stage } from './evaluation.ts';
import { median } from './median.ts';

/** How often an evaluation is measured, after it has been done so often: both JITs and caches are warm then. */
interface Rounds {
  readonly warm: number;
  readonly measured: number;
}

/** Several measurements of the same, each complete in itself. */
export type Series = readonly Costs[];

export const series = async (findings: number, policy: Policy, { warm, measured }: Rounds): Promise<Series> => {
  const pages = answers(findings);
  const all: Costs[] = [];
  for (let round = 0; round < warm + measured; round += 1) all.push(await evaluationCosts(pages, policy));
  return all.slice(warm);
};

export const sumOf = ({ stages }: Costs, without: readonly Stage[] = []): number =>
  (Object.entries(stages) as [Stage, number][]).reduce(
    (sum, [stage, ms]) => (without.includes(stage) ? sum : sum + ms),
    0,
  );

/** The median over the rounds of what each took ÷ `JSON.parse` in the same round. */
export const ratioOf = (all: Series, cost: (costs: Costs) => number): number =>
  median(all.map((costs) => cost(costs) / costs.parse));

/** The slope of the line that fits best through the logarithms: 1 is proportional. */
export const exponentOf = (points: readonly { readonly n: number; readonly cost: number }[]): number => {
  const logs = points.map(({ n, cost }) => ({ x: Math.log(n), y: Math.log(cost) }));
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const x = mean(logs.map((each) => each.x));
  const y = mean(logs.map((each) => each.y));
  const covariance = logs.reduce((sum, each) => sum + (each.x - x) * (each.y - y), 0);
  return covariance / logs.reduce((sum, each) => sum + (each.x - x) ** 2, 0);
};
